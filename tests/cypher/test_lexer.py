"""Tokens: every kind of literal, name and comment, and each way of getting one wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.cypher.syntax.lexer import MAX_LENGTH, expand_unicode, tokenize
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError


def values(text: str) -> list[str | int | float]:
    return [token.value for token in tokenize(text)][:-1]


def keys(text: str) -> list[str]:
    return [token.key for token in tokenize(text)][:-1]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("12", 12),
        ("1_000_000", 1_000_000),
        ("0x1F", 31),
        ("0x_FF", 255),
        ("0o17", 15),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", 2**63),  # with a minus sign it is an integer: the parser decides
    ],
)
def test_integers(written: str, value: int) -> None:
    (token,) = tokenize(written)[:-1]
    assert (token.key, token.value) == ("<integer>", value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1.5E-3", 0.0015),
        ("1e1_0", 1e10),
        ("1_0.5", 10.5),
        ("1.5d", 1.5),
    ],
)
def test_floats(written: str, value: float) -> None:
    (token,) = tokenize(written)[:-1]
    assert (token.key, token.value) == ("<float>", value)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("9223372036854775809", "IntegerOverflow"),
        ("0x8000000000000001", "IntegerOverflow"),
        ("1" * 5000, "IntegerOverflow"),
        ("1e400", "FloatingPointOverflow"),
        ("017", "InvalidNumberLiteral"),
        ("0x", "InvalidNumberLiteral"),
        ("0X1F", "InvalidNumberLiteral"),
        ("0o8", "InvalidNumberLiteral"),
        ("12abc", "InvalidNumberLiteral"),
        ("1__0", "InvalidNumberLiteral"),
        ("1_", "InvalidNumberLiteral"),
        ("1e", "InvalidNumberLiteral"),
        ("1.5x", "InvalidNumberLiteral"),
    ],
)
def test_malformed_numbers(written: str, code: str) -> None:
    token = tokenize(f"RETURN {written}")[1]
    assert token.key == "<malformed>"
    assert token.fault is not None
    assert (token.fault.code, token.fault.offset) == (code, 7)


def test_a_range_is_not_a_float() -> None:
    assert values("1..2") == [1, "..", 2]
    assert values("1...5") == [1, "..", 0.5] or values("1...5") == [1, "..", ".", 5]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r"'a\'b'", "a'b"),
        (r'"a\"b"', 'a"b'),
        (r"'\b\f\n\r\t\\'", "\b\f\n\r\t\\"),
        (r"'\x \_ \%'", r"\x \_ \%"),  # no escapes: both characters stay
        ("'a\nb'", "a\nb"),
        ("''", ""),
        ("'// no comment'", "// no comment"),
    ],
)
def test_strings(written: str, value: str) -> None:
    assert values(written) == [value]


def test_quoted_names() -> None:
    assert values("`a b` `c``d` ``") == ["a b", "c`d", ""]
    assert keys("`match`") == ["<quoted>"]


def test_keywords_are_found_in_any_case_but_only_in_ascii() -> None:
    assert keys("Match mAtCh") == ["MATCH", "MATCH"]
    assert keys("ﬁnish") == ["<name>"]  # upper-casing the ligature would give FINISH
    assert keys("ſkip") == ["<name>"]  # and the long s SKIP


@pytest.mark.parametrize("name", ["_x1", "naïve", "作者", "x$y", "x\u0301", "Ünïcode"])
def test_names(name: str) -> None:
    assert values(f"{name} {name}") == [name, name]


def test_space_and_comments_are_skipped() -> None:
    assert keys("a/* b\n */c // d\n\u00a0\u3000e//") == ["A", "C", "E"]


@pytest.mark.parametrize(
    ("text", "offset"),
    [("a 'b", 2), ('a "b', 2), ("a `b", 2), ("a /* b", 2), ("a ? b", 2), ("a #", 2), ("a \x00", 2)],
)
def test_what_begins_no_token(text: str, offset: int) -> None:
    with pytest.raises(CypherSyntaxError) as caught:
        tokenize(text)
    assert caught.value.offset == offset


def test_unicode_escapes() -> None:
    assert expand_unicode(r"'\u0041' \u0052ETURN") == "'A' RETURN"
    assert expand_unicode(r"'\uD835\uDCB3'") == "'𝒳'"
    assert expand_unicode(r"'\\u0041'") == r"'\\u0041'"  # the backslash itself is escaped


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (r"'\uZZZZ'", "InvalidUnicodeLiteral"),
        (r"'\u12'", "InvalidUnicodeLiteral"),
        (r"'\uD835'", "InvalidUnicodeCharacter"),
    ],
)
def test_malformed_unicode_escapes(text: str, code: str) -> None:
    with pytest.raises(CypherSyntaxError) as caught:
        expand_unicode(text)
    assert caught.value.code == code


def test_length_is_limited() -> None:
    with pytest.raises(CypherUnsupportedError, match="characters"):
        tokenize(" " * (MAX_LENGTH + 1))


@given(
    st.lists(
        st.sampled_from(["MATCH", "(", "a", ")", "`b c`", "'d'", "1", "2.5", "<=", "=~", "..", "//x\n", "$"])
    )
)
def test_tokens_tile_the_text(words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokenize(text)
    assert tokens[-1].at == tokens[-1].end <= len(text)
    assert [text[token.at : token.end] for token in tokens[:-1]] == [
        word for word in words if not word.startswith("//")
    ]
