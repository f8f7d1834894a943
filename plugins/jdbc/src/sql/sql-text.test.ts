import { describe, expect, it } from 'vitest'
import { bindParameters, splitStatements } from './sql-text.ts'

describe('Statements of a text', () => {
  it.each<[string, readonly string[]]>([
    ['select 1; select 2;', ['select 1', 'select 2']],
    ["select ';'; select 2", ["select ';'", 'select 2']],
    ["select 'it''s; fine'", ["select 'it''s; fine'"]],
    [String.raw`select E'a\';b'; select 2`, [String.raw`select E'a\';b'`, 'select 2']],
    ['select "a;b" -- c;d\n; select /* e;f */ 2', ['select "a;b" -- c;d', 'select /* e;f */ 2']],
    ['do $$ begin; end $$; select $x$;$x$', ['do $$ begin; end $$', 'select $x$;$x$']],
    [' ;; -- nothing\n', []],
    ["select 'open; end", ["select 'open", 'end']],
  ])('are found in %j', (sql, statements) => {
    expect(splitStatements(sql)).toEqual(statements)
  })
})

describe('Parameters', () => {
  const dollars = (position: number) => `$${position}`

  it('become marks, each name one value, wherever it stands', () => {
    const sql = "select :a::int, :b, ':a', now()::date -- :c\n where x = :a"
    expect(bindParameters(sql, { a: 1, b: null }, dollars)).toEqual({
      text: "select $1::int, $2, ':a', now()::date -- :c\n where x = $1",
      values: [1, null],
    })
  })

  it('must all be there', () => {
    expect(() => bindParameters('select :name', { other: 1 }, dollars)).toThrow('`parameters` has no `name`')
    expect(() => bindParameters('select :constructor', {}, dollars)).toThrow('has no `constructor`')
  })
})
