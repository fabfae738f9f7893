"""SQL macros on boxed values: scalars are handled in SQL, lists and maps by the Python runtime.

The first character of a boxed text tells its kind, and comparing texts is the fastest way to look at it: a string
begins with `"`, a number with `-` or a digit, a list with `[`, a boolean with f or t, a map or tag with `{`, in
this order of characters. A macro repeats its arguments: call them through `fragments.macro`, which binds what is
not simple. Casts below a test of the kind are tried only: DuckDB computes what occurs twice before the test.
"""

from __future__ import annotations

MACROS: dict[str, str] = {
    "cy_is_text(x)": "x < '#'",
    "cy_is_plain_number(x)": "x >= '-' AND x < ':'",
    "cy_is_number(x)": """(x >= '-' AND x < ':') OR starts_with(x, '{"~f"')""",
    "cy_is_integer(x)": "x >= '-' AND x < ':' AND NOT contains(x, '.') AND NOT contains(x, 'e')",
    "cy_is_list(x)": "x >= '[' AND x < ']'",
    "cy_is_boolean(x)": "x >= 'f' AND x < 'u'",
    "cy_is_nested(x)": "(x >= '[' AND x < ']') OR x >= '{'",
    # sqlglot writes json_extract_string as an operator that binds more loosely than comparison
    "cy_text(x)": "json_extract_string(x, '$')",
    "cy_tagged(x, tag)": """json_extract_string(x, '$."' || tag || '"')""",
    "cy_box_float(x)": """
        CASE WHEN isfinite(x) THEN CAST(x AS VARCHAR)
             WHEN isnan(x) THEN '{"~f":"NaN"}'
             WHEN x > 0 THEN '{"~f":"Infinity"}'
             WHEN x < 0 THEN '{"~f":"-Infinity"}' END""",
    "cy_unbox_float(x)": """
        CASE WHEN x >= '{' THEN CAST(json_extract_string(x, '$."~f"') AS DOUBLE)
             ELSE CAST(x AS DOUBLE) END""",
    "cy_box_duration(x)": """
        '{"~t":[' || x.months || ',' || x.days || ',' || x.seconds || ',' || x.nanos || ']}'""",
    "cy_unbox_duration(x)": """
        CASE WHEN x IS NOT NULL THEN
          {'months': CAST(json_extract_string(x, '$."~t"[0]') AS BIGINT),
           'days': CAST(json_extract_string(x, '$."~t"[1]') AS BIGINT),
           'seconds': CAST(json_extract_string(x, '$."~t"[2]') AS BIGINT),
           'nanos': CAST(json_extract_string(x, '$."~t"[3]') AS BIGINT)} END""",
    "cy_box_path(x)": """
        CASE WHEN x IS NOT NULL
             THEN '{"~p":[' || CAST(to_json(x.n) AS VARCHAR) || ',' || CAST(to_json(x.r) AS VARCHAR) || ']}'
             END""",
    "cy_unbox_path(x)": """
        CASE WHEN x IS NOT NULL THEN
          {'n': CAST(json_extract(x, '$."~p"[0]') AS BIGINT[]),
           'r': CAST(json_extract(x, '$."~p"[1]') AS BIGINT[])} END""",
    "cy_items(x)": """
        list_transform(json_extract(x, '$[*]'), lambda item: nullif(CAST(item AS VARCHAR), 'null'))""",
    "cy_key(x)": """
        CASE WHEN x IS NULL THEN NULL ELSE
          {'rank': CASE WHEN cy_is_text(x) THEN 8 WHEN cy_is_plain_number(x) THEN 10 WHEN cy_is_list(x) THEN 4
                        WHEN cy_is_boolean(x) THEN 9
                        ELSE CASE substr(x, 3, 2) WHEN '~f' THEN 10 WHEN '~n' THEN 2 WHEN '~r' THEN 3
                                  WHEN '~p' THEN 5 WHEN '~d' THEN 6 WHEN '~t' THEN 7 ELSE 1 END END,
           'number': CASE WHEN cy_is_plain_number(x) THEN TRY_CAST(x AS DOUBLE)
                          WHEN x = 'true' THEN 1 WHEN x = 'false' THEN 0
                          WHEN starts_with(x, '{"~f"') THEN cy_unbox_float(x) END,
           'lost': CASE WHEN length(x) > 15 AND cy_is_integer(x)
                        THEN CAST(TRY_CAST(x AS HUGEINT) - CAST(TRY_CAST(x AS DOUBLE) AS HUGEINT) AS BIGINT)
                        ELSE 0 END,
           'bytes': CASE WHEN cy_is_text(x) THEN encode(cy_text(x))
                         WHEN cy_is_nested(x) AND NOT starts_with(x, '{"~f"') THEN cy_order_key(x) END} END""",
    "cy_duration_key(x)": """
        CASE WHEN x IS NOT NULL THEN
          {'seconds': x.months * 2629746 + x.days * 86400 + x.seconds, 'nanos': x.nanos,
           'months': x.months, 'days': x.days} END""",
    "cy_equal(l, r)": """
        CASE WHEN l IS NULL OR r IS NULL THEN NULL
             WHEN cy_is_nested(l) OR cy_is_nested(r) THEN cy_equals(l, r)
             WHEN l = r THEN true
             WHEN NOT (cy_is_plain_number(l) AND cy_is_plain_number(r)) THEN false
             WHEN cy_is_integer(l) AND cy_is_integer(r) THEN false
             ELSE TRY_CAST(l AS DOUBLE) = TRY_CAST(r AS DOUBLE)
                  AND (length(l) < 16 AND length(r) < 16 OR cy_equals(l, r)) END""",
    "cy_less(l, r, strict)": """
        CASE WHEN l IS NULL OR r IS NULL THEN NULL
             WHEN cy_is_plain_number(l) AND cy_is_plain_number(r)
             THEN CASE WHEN cy_is_integer(l) AND cy_is_integer(r)
                       THEN CASE WHEN strict THEN TRY_CAST(l AS BIGINT) < TRY_CAST(r AS BIGINT)
                                 ELSE TRY_CAST(l AS BIGINT) <= TRY_CAST(r AS BIGINT) END
                       WHEN TRY_CAST(l AS DOUBLE) = TRY_CAST(r AS DOUBLE) THEN cy_less_than(l, r, strict)
                       WHEN strict THEN TRY_CAST(l AS DOUBLE) < TRY_CAST(r AS DOUBLE)
                       ELSE TRY_CAST(l AS DOUBLE) <= TRY_CAST(r AS DOUBLE) END
             WHEN cy_is_nested(l) OR cy_is_nested(r) THEN cy_less_than(l, r, strict)
             WHEN cy_is_text(l) AND cy_is_text(r)
             THEN CASE WHEN strict THEN cy_text(l) < cy_text(r) ELSE cy_text(l) <= cy_text(r) END
             WHEN cy_is_boolean(l) AND cy_is_boolean(r) THEN CASE WHEN strict THEN l < r ELSE l <= r END END""",
    "cy_as_boolean(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN x = 'true' THEN true WHEN x = 'false' THEN false
             WHEN cy_is_list(x) THEN x <> '[]'
             WHEN x >= '{' AND substr(x, 3, 2) NOT IN ('~f', '~d', '~t') THEN true
             ELSE CAST(error(problem) AS BOOLEAN) END""",
    "cy_as_string(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_text(x) THEN cy_text(x)
             ELSE CAST(error(problem) AS VARCHAR) END""",
    "cy_as_integer(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_integer(x) THEN CAST(x AS BIGINT)
             ELSE CAST(error(problem) AS BIGINT) END""",
    "cy_as_float(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_number(x) THEN cy_unbox_float(x)
             ELSE CAST(error(problem) AS DOUBLE) END""",
    "cy_as_whole(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_integer(x) THEN CAST(x AS BIGINT)
             WHEN cy_is_number(x) THEN CAST(trunc(cy_unbox_float(x)) AS BIGINT)
             ELSE CAST(error(problem) AS BIGINT) END""",
    "cy_count(x)": "CASE WHEN x < 2147483647 THEN x WHEN x IS NOT NULL THEN 2147483646 END",
    "cy_as_number(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_number(x) THEN x ELSE CAST(error(problem) AS VARCHAR) END""",
    "cy_as_list(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN cy_is_list(x) THEN cy_items(x)
             ELSE CAST(error(problem) AS VARCHAR[]) END""",
    "cy_as_map(x, problem)": """
        CASE WHEN x IS NULL THEN NULL
             WHEN x >= '{' AND substr(x, 3, 2) NOT IN ('~f', '~n', '~r', '~p', '~d', '~t') THEN x
             ELSE CAST(error(problem) AS VARCHAR) END""",
    "cy_as_date(x, problem)": """
        CASE WHEN x IS NULL THEN NULL
             WHEN starts_with(x, '{"~d"') THEN CAST(json_extract_string(x, '$."~d"') AS DATE)
             ELSE CAST(error(problem) AS DATE) END""",
    "cy_as_duration(x, problem)": """
        CASE WHEN x IS NULL THEN NULL WHEN starts_with(x, '{"~t"') THEN cy_unbox_duration(x)
             ELSE CAST(error(problem)
                       AS STRUCT(months BIGINT, days BIGINT, seconds BIGINT, nanos BIGINT)) END""",
    "cy_float_text(x)": """
        CASE WHEN (abs(x) >= 1e-3 AND abs(x) < 1e7) OR x = 0 THEN CAST(x AS VARCHAR)
             ELSE cy_java_float(x) END""",
    "cy_round(x)": """
        CASE WHEN abs(x) < 4503599627370496
             THEN floor(x) + CASE WHEN x - floor(x) >= 0.5 THEN 1 ELSE 0 END
             WHEN isfinite(x) THEN least(greatest(x, -9223372036854775808.0), 9223372036854775807.0)
             ELSE x END""",
    "cy_log(x)": """
        CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE)
             WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END""",
    "cy_log10(x)": """
        CASE WHEN x > 0 THEN log10(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE)
             WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END""",
    "cy_sized(n)": "CASE WHEN n > 1000 THEN cy_check_sizes(n) ELSE n END",
    "cy_range_size(a, z, s)": """
        CASE WHEN s = 0
             THEN CAST(error('ArgumentError:NumberOutOfRange Step argument to ''range()'' cannot be zero') AS BIGINT)
             ELSE CAST(least(greatest(0, (CAST(z AS HUGEINT) - a) // s + 1), 9223372036854775807) AS BIGINT) END""",
    "cy_range(a, z, s)": """
        list_transform(range(cy_sized(cy_range_size(a, z, s))), lambda place: CAST(a AS BIGINT) + place * s)""",
    "cy_bound(x, problem)": """
        CASE WHEN cy_is_number(x) THEN CAST(trunc(CAST(x AS DOUBLE)) AS BIGINT)
             ELSE CAST(error(problem) AS BIGINT) END""",
    "cy_fitting(x)": """
        CASE WHEN x BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(x AS BIGINT)
             ELSE CAST(error('Unsupported:IntegerOverflow a sum of integers that does not fit into 64 bits; '
                             || 'sum toFloat() of the values instead') AS BIGINT) END""",
}
