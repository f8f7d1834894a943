import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import { stringifyJson } from '../json/stringify-json.ts'
import { Decimal } from '../value/decimal.ts'

const engine = createExpressionEngine()
const input = JSON.stringify({
  a: 1,
  b: [3, 1, 2],
  c: {
    d: 'x',
    e: null,
    f: [
      { k: 'p', v: 1 },
      { k: 'q', v: 2 },
      { k: 'p', v: 3 },
    ],
  },
  s: 'Hello World-foo_bar',
  n: -2.5,
  t: true,
  z: null,
  u: 'ünïcödé 😀',
})

/** All results, each as JSON. */
function jq(program: string, text = input): string {
  return (engine.renderTyped('{{ text | jq(program) }}', { text, program }) as readonly never[])
    .map((value) => stringifyJson(value))
    .join(' ')
}

function reason(program: string): string {
  try {
    jq(program)
  } catch (error) {
    return (error as { reason: string }).reason
  }
  throw new Error('nothing failed')
}

describe('jq', () => {
  it.each([
    ['.a, .b[0], .b[-1], .b[9]', '1 3 2 null'],
    ['.b[1:], .b[:1], .b[-1:], .s[0:5]', '[1,2] [3] [2] "Hello"'],
    ['.c.f[].k', '"p" "q" "p"'],
    ['.c["d"], .c."d", ."a"', '"x" "x" 1'],
    ['[.b[] | . * 2] | add', '12'],
    ['.c.f | group_by(.k) | map(length)', '[2,1]'],
    ['.c.f | sort_by(-.v) | map(.v)', '[3,2,1]'],
    ['.c.f | (max_by(.v), min_by(.v)) | .k', '"p" "p"'],
    ['.c.f | map({(.k): .v}) | add', '{"p":3,"q":2}'],
    ['.c.f[0] | with_entries(.key |= ascii_upcase)', '{"K":"p","V":1}'],
    ['[.c.f[] | {key: .k, value: .v}] | from_entries', '{"p":3,"q":2}'],
    ['.b | sort, unique, reverse, min, max', '[1,2,3] [1,2,3] [2,1,3] 1 3'],
    ['. as {a: $x, b: [$y]} | [$x, $y]', '[1,3]'],
    ['.[] as [$a] ?// $a | $a', '[[1,2],3]', '1 3'],
    ['reduce .b[] as $x (0; . + $x)', '6'],
    ['[foreach .b[] as $x (0; . + $x; [$x, .])]', '[[3,3],[1,4],[2,6]]'],
    ['[limit(3; range(10))], first(range(5)), [range(0; 10; 4)], [range(5; 0; -2)]', '[0,1,2] 0 [0,4,8] [5,3,1]'],
    ['def f(x; $y): x + $y; f(.a; 10)', '11'],
    ['def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; 10 | fac', '3628800'],
    [
      '[1 | while(. < 50; . * 2)], (1 | until(. > 100; . * 3)), [limit(3; 1 | repeat(. * 2))]',
      '[1,2,4,8,16,32] 243 [1,2,4]',
    ],
    ['[2 | recurse(. * .; . < 100)], [1, [2]] | [..] | length', '4 4'],
    ['label $out | foreach .b[] as $i (0; . + $i; if . > 3 then ., break $out else . end)', '3 4'],
    [
      'try error("x") catch ., try error({a: 1}) catch .a, (.a.b)?, [.b[] | try (if . == 1 then error else . end) catch "e"]',
      '"x" 1 [3,"e",2]',
    ],
    ['.z // "d", .nope // "d", (empty // 1), [false, null, 1][] // 2', '"d" "d" 1 1'],
    ['if .t and .a == 1 then "y" elif .z then "n" else "m" end, if .z then 1 end | type', '"string" "object"'],
    [
      '.a = 5 | .a, (.b[1] |= . + 1 | .b), (.b[] += 10 | .b), (.z //= 7 | .z), (.b |= map(. * 2) | .b)',
      '5 [3,2,2] [13,11,12] 7 [6,2,4]',
    ],
    ['(.b[] | select(. > 1)) |= empty | .b', '[1]'],
    ['del(.b[0, 2]) | .b, (delpaths([["c"], ["b"]]) | keys), (del(.b[1:]) | .b)', '[1] ["a","n","s","t","u","z"] [1]'],
    ['([paths(type == "number")] | length), getpath(["c", "f", 0, "v"]), (setpath(["c", "d"]; 9) | .c.d)', '8 1 9'],
    [
      '.s | test("world"; "i"), [match("o"; "g").offset], sub("(?<x>o)"; "<\\(.x)>"), gsub("[A-Z]"; "*"), [scan("[a-z]+")], split("[ -]"; null)',
      'true [4,7,13,14] "Hell<o> World-foo_bar" "*ello *orld-foo_bar" ["ello","orld","foo","bar"] ["Hello","World","foo_bar"]',
    ],
    ['.s | capture("(?<first>\\\\w+) (?<rest>.*)")', '{"first":"Hello","rest":"World-foo_bar"}'],
    [
      '.s | ascii_downcase, ltrimstr("Hello "), rtrimstr("bar"), startswith("He"), index("o"), [indices("o")[]]',
      '"hello world-foo_bar" "World-foo_bar" "Hello World-foo_" true 4 [4,7,13,14]',
    ],
    ['.u | length, utf8bytelength, (explode | implode), .[0:2]', '9 16 "ünïcödé 😀" "ün"'],
    [
      '@base64 "x\\(.s)", (.s | @base64 | @base64d), (.b | @csv), ([.b[] | tostring] | @tsv), ("a b&" | @uri), ("<\'>" | @html), (["it\'s", 1] | @sh), @json "v=\\(.b)"',
      '"xSGVsbG8gV29ybGQtZm9vX2Jhcg==" "Hello World-foo_bar" "3,1,2" "3\\t1\\t2" "a%20b%26" "&lt;&#39;&gt;" "\'it\'\\\\\'\'s\' 1" "v=[3,1,2]"',
    ],
    [
      '10 / 4, 10 / 5, 7 % 3, -7 % 3, 1 + null, [1, 2, 3] - [2], {a: {x: 1}} * {a: {y: 2}}, "ab" * 2, "a,b" / ","',
      '2.5 2 1 -1 1 [1,3] {"a":{"x":1,"y":2}} "abab" ["a","b"]',
    ],
    [
      '1.0, 1.50, 100000000000000000000, (100000000000000000000 + 1), .5 + .5',
      '1.0 1.5 100000000000000000000 100000000000000000001 1',
    ],
    [
      '(.n | floor, ceil, fabs, round, trunc, length), (16 | sqrt), pow(2; 10), (8 | log2), ([1.5, 2.5][] | rint)',
      '-3 -2 2.5 -3 -2 2.5 4 1024 3 2 2',
    ],
    ['[null, true, false, 0, -1, "b", "a", [], {}] | sort', '[null,false,true,-1,0,"a","b",[],{}]'],
    [
      '1425599621 | todate, gmtime, strftime("%A, %B %d, %Y %j %U %e"), ("2015-03-05T23:51:47Z" | fromdate), ("10:15 3 Feb 2020 +0100" | strptime("%H:%M %d %b %Y %z") | mktime)',
      '"2015-03-05T23:53:41Z" [2015,2,5,23,53,41,4,63] "Thursday, March 05, 2015 064 09  5" 1425599507 1580721300',
    ],
    [
      '[[1, 2], [3]] | transpose, flatten, ([combinations] | length), tojson, any(length > 1), all(length > 1), [tostream][0]',
      '[[1,3],[2,null]] [1,2,3] 2 "[[1,2],[3]]" true false [[0,0],1]',
    ],
    ['walk(if type == "number" then . + 1 else . end) | .b, (.c.f[0].v)', '[4,2,3] 2'],
    [
      '.b | IN(1, 2), any(. > 2), all(. > 0), contains([1]), inside([1, 2, 3, 4]), has(1), join("-"), tojson, (tojson | fromjson)',
      'false true true true true true "3-1-2" "[3,1,2]" [3,1,2]',
    ],
    [
      '"12" | tonumber, ("1.5" | tonumber), ([1, "a"] | tostring), ascii_upcase, trim',
      '12 1.5 "[1,\\"a\\"]" "12" "12"',
    ],
    ['infinite, nan | isinfinite, isnan', 'true false false true'],
    ['{a, s: 1, "x y": 2, (.c.d): 3, $__loc__, "i\\(.a)": 4} | keys', '["__loc__","a","i1","s","x","x y"]'],
    ['[{a: (1, 2), b: (3, 4)}] | length, ([(1, 2) + (10, 20)])', '4 [11,12,21,22]'],
    ['input_line_number, $ENV, ([inputs] | length), have_decnum, toarray[0].a', '0 {} 0 false 1'],
    [
      'ltrimstr(1) | type, (pick(.c.d)), ({} | .a.b |= 1), (null | .[1] = 2)',
      '"object" {"c":{"d":"x"}} {"a":{"b":1}} [null,2]',
    ],
    ['# a comment\n.a', '1'],
    ['', input.replace('-2.5', '-2.5')],
  ] as readonly (readonly string[])[])('%s', (program, second, third) => {
    const [text, expected] = third === undefined ? [input, second] : [second, third]
    expect(jq(program ?? '', text)).toBe(expected)
  })

  it('sees values of the language: null entries vanish, kinds of numbers stay', () => {
    const scope = { m: { a: null, b: Decimal.double(1), c: 12345678901234567890n, d: 0.5 }, s: 'x' }
    expect(engine.render('{{ m | jq(".") }} {{ (s | first) | jq(".") }} {{ m | keys | jq("length") }}', scope)).toBe(
      '[{"b":1.0,"c":12345678901234567890,"d":0.5}] ["x"] [4]',
    )
    expect(engine.render('{% for e in m %}{{ e | jq(".") }}{% endfor %}', { m: { k: 1 } })).toBe('[{"k":1}]')
  })

  it.each([
    ['.[', 'it ends too early'],
    ['.a |', 'it ends too early'],
    ['if 1 then 2', '`end` is missing'],
    ['{a b}', 'not expected'],
    ['nope', 'nope/0 is not defined'],
    ['$x', '$x is not defined'],
    ['break $x', 'label-x is not defined'],
    ['"abc', 'not closed'],
    ['"\\q"', 'unknown escape'],
    ['"\\(1', 'interpolation is not closed'],
    ['^', 'means nothing'],
    ['. as x | 1', 'missing'],
    ['def f: 1', 'missing'],
    ['import "x" as y; 1', 'not expected'],
    ['@nope', 'not a valid format'],
    ['('.repeat(400), 'nested too deep'],
  ])('refuses the program %j', (program, text) => {
    expect(reason(program)).toContain(text)
  })

  it.each([
    ['.a.b', 'Cannot index number with "b"'],
    ['.b.x', 'Cannot index array with "x"'],
    ['.a[]', 'Cannot iterate over number'],
    ['{} + 1', 'cannot be added'],
    ['1 / 0', 'divisor is zero'],
    ['error("boom")', 'boom'],
    ['error({a: 1})', 'an error with a value'],
    ['[1] | join(1)', 'join needs a string'],
    ['path(1 + 1)', 'Invalid path'],
    ['"x" | tonumber', 'Cannot parse'],
    ['"{" | fromjson', 'Invalid JSON'],
    ['"x" | test("(")', 'regular expression'],
    ['"x" | test("x"; "q")', 'modifier'],
    ['{(1): 2}', 'Object keys must be strings'],
    ['.b | .["x"] = 1', 'Cannot index'],
    ['"x" | strptime("%Y")', 'does not match'],
    ['input', 'No more inputs'],
    ['[.b] | @csv', 'not valid in a csv row'],
    ['"!" | @base64d', 'base64'],
    ['.b[-9] = 1', 'negative array index'],
    ['nth(-1; 1)', 'negative'],
    ['[1] | flatten(-1)', 'negative'],
  ])('%s is an error', (program, text) => {
    expect(reason(program)).toContain(text)
  })

  it('stops programs that never end, and data that would grow too large', () => {
    const quick = createExpressionEngine({ limits: { timeMs: 50, collectionSize: 10_000 } })
    for (const program of [
      'def f: f; f',
      '[range(1e12)]',
      'last(repeat(1))',
      'until(false; .)',
      'reduce range(40) as $i ("x"; . + .)',
      '[limit(1e9; repeat(1))]',
      '"x" * 1e12',
      'null | .[1e9] = 1',
      '[recurse(.)]',
    ]) {
      expect(() => quick.render('{{ "1" | jq(p) }}', { p: program })).toThrow(
        expect.objectContaining({ code: 'EXPRESSION_LIMIT' }),
      )
    }
  })
})
