"""The database finds what the rule of the search says, in every script."""

import pytest

from app.core.pagination import PageRequest
from app.features.catalog.entities import ProductFilter
from app.features.catalog.repository import ProductRepository
from app.features.catalog.words import matches, words_of
from app.infra.resources import Resources
from tests.support.factories import a_product

TEXTS = (
    "The a an of, to and is: stop words",
    "blue-mug BLUE_PLATE blueish",
    "Crème brûlée Straße naïve Ǆungla",
    "Чайник ПОДАРОК Ёлка",
    "東京 タワー 서울 ﷺ",
    "एक किताब कमल",
    "αβγ Ωmega ΟΔΟΣ",
    "x" * 70 + " zebra zzz z zq zqz",
    "1.5 300ml 0x1F 1e10 12,50",
    "SELECT * FROM products; -- 'quoted' \"double\" %_\\",
    "com www http://example.com/a?b=c user@example.com",
    "Ⅷ ² ½ 𐐷eseret 🎉party",
    "",
)
WORDS = sorted({word for text in TEXTS for word in words_of(text)})


@pytest.fixture
async def shelf(resources: Resources) -> Resources:
    """One product for each text, whose SKU is its number."""
    async with resources.transaction() as work:
        for number, text in enumerate(TEXTS):
            product = a_product(sku=str(number), name="-", description=text)
            await work.repository(ProductRepository).add(product)
    return resources


async def found(resources: Resources, q: str) -> set[str]:
    """The SKUs that the database finds."""
    async with resources.reading() as work:
        page = await work.repository(ProductRepository).list(
            PageRequest(limit=100), ProductFilter(q=q)
        )
    return {product.sku for product in page.items}


def expected(q: str) -> set[str]:
    """The SKUs that the rule finds."""
    return {str(n) for n, text in enumerate(TEXTS) if matches(words_of(q), text)}


async def test_every_word_and_every_beginning_is_found(shelf: Resources) -> None:  # BR-4
    for word in WORDS:
        for q in {word, word[:1], word[:2], word[:-1] or word, word + "x", "x" + word}:
            assert await found(shelf, q) == expected(q), q


async def test_all_words_must_be_found(shelf: Resources) -> None:  # BR-4
    for first, second in zip(WORDS, reversed(WORDS), strict=True):
        q = f"{first[:3]} {second[:3]}"
        assert await found(shelf, q) == expected(q), q
    for text in TEXTS[:-1]:
        q = " ".join(words_of(text)[:6])
        assert expected(q)
        assert await found(shelf, q) == expected(q), q
