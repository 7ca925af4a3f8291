import { encodeId, newKey } from '../../src/platform/ids.ts'

/** Values that break what does not expect them, as JSON text: not all of them survive JSON.stringify. */

const strings = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '\u0001\u001b[31m\u007f\u0085',
  '\u2028\u2029\ufeff\ufffe\uffff',
  '\u202e\u0627\u0644\u0633\u0644\u0627\u0645',
  '👩‍👩‍👧‍👦'.repeat(60),
  '\u{10ffff}',
  'ß\u0130ı\ufb03\ufdfa'.repeat(51),
  'e\u0301\u0302\u0303'.repeat(70),
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(100_000),
  "'; DROP TABLE users; --",
  "' OR 1=1 --",
  '" OR ""="',
  '$1 $2 ::uuid \\x00 %s {0} {{id}} <%= id %>',
  "E'\\\\000'",
  '%00%27%22 %ff ../../etc/passwd',
  '\\u0000',
  '__proto__',
  'constructor',
  'null',
  'true',
  '-1',
  '1e309',
  '[]',
  '{"a":1}',
  'http://[::1',
  'javascript:alert(1)',
  'https://example.com/\ud800',
]

const key = newKey()
const suffix = encodeId('Space', key).slice('space_'.length)

const ids = [
  key,
  suffix,
  `_${suffix}`,
  `space_${suffix}`,
  `conv_${suffix}`,
  `nothing_${suffix}`,
  `space__${suffix}`,
  `space-${suffix}`,
  `space_${suffix}\n`,
  ` space_${suffix}`,
  `space_${suffix} `,
  `space_${suffix}\0`,
  `conv_${suffix.toUpperCase()}`,
  `CONV_${suffix}`,
  `conv_${suffix.slice(1)}`,
  `conv_${suffix}0`,
  'conv_00000000000000000000000000',
  'msg_00000000000000000000000000',
  'user_7zzzzzzzzzzzzzzzzzzzzzzzzz',
  'file_8zzzzzzzzzzzzzzzzzzzzzzzzz',
  'conv_zzzzzzzzzzzzzzzzzzzzzzzzzz',
  'conv_iiiiiiiiiiiiiiiiiiiiiiiiii',
  'conv_',
  '_',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]

const times = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '0001-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.999999999-23:59',
  '10000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '294277-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2025-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-01-00T00:00:00Z',
  '2016-12-31T23:59:60Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:00+23:59',
  '2026-01-01T00:00:00-23:59',
  '2026-01-01T00:00:00+24:00',
  '2026-01-01T00:00:00+00:60',
  '2026-01-01T00:00:00-00:00',
  '2026-01-01T00:00:00.Z',
  `2026-01-01T00:00:00.${'9'.repeat(1000)}Z`,
  '2026-01-01t00:00:00z',
  '2026-01-01T00:00:00',
  '2026-01-01 00:00:00Z',
  '2026-01-01',
  'infinity',
  '-infinity',
  'now',
  'epoch',
  '２０２６-01-01T00:00:00Z',
]

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const cursors = [
  'MQ',
  cursorOf(null),
  cursorOf([]),
  cursorOf({ length: 4 }),
  cursorOf([1, 2, 3, 4]),
  ...['conversations:LAST_MESSAGE_AT:DESC', 'space.conversations:LAST_MESSAGE_AT:DESC', 'spaces'].flatMap(
    (list) =>
      ['', 'now', 'infinity', '294276-12-31T00:00:00Z', '2026-01-01T00:00:00Z', '\0', 0, null, {}].flatMap(
        (place) => [cursorOf([list, key, place, key]), cursorOf([list, key, place, '\0'])],
      ),
  ),
  ...[-1, 0.5, 1e308, 2 ** 31, 2 ** 31 - 1, '0'].map((place) =>
    cursorOf(['conversation.messages', key, place, key]),
  ),
  ...[-1, 0.5, 1e308, 2 ** 53, 2 ** 53 - 1, '0', null].map((number) => cursorOf([key, number])),
]

const numbers = [
  ...['0', '-0', '-1', '100', '101', '0.5', '1e308', '1e400', '-1e400', '5e-324', '2147483647', '2147483648'],
  ...['-2147483648', '-2147483649', '9007199254740993', '1'.repeat(400), '1e0', '1'],
]

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}0${close.repeat(depth)}`

const json = [
  ...numbers,
  ...['null', 'true', '[]', '{}', '[[]]', '[null]', '[{}]', '""', '"a"', '["a", 1, {}]'],
  '{"a": "\\u0000"}',
  '{"a\\u0000": 1}',
  '{"\\ud800": 1}',
  '{"a": ["\\udfff"]}',
  '{"": 1}',
  '{"a": 1, "a": 2}',
  '{"a": 1e400}',
  '{"a": -0}',
  '{"a": 1e308, "b": 5e-324, "c": 9007199254740993}',
  '{"__proto__": {"toString": 1}, "constructor": {"prototype": 1}}',
  '{"__proto__": null, "toString": 1, "toJSON": 1, "then": 1, "length": -1, "hasOwnProperty": 1}',
  `{"a": ${nested(31, '[', ']')}}`,
  `{"a": ${nested(32, '[', ']')}}`,
  nested(1_000, '{"a":', '}'),
  nested(20_000, '[', ']'),
  `{"a": "${'x'.repeat(300_000)}"}`,
  `{${Array.from({ length: 5_000 }, (_, i) => `"k${i}": ${i}`).join()}}`,
]

const texts = (values: string[]) => values.map((value) => JSON.stringify(value))

const byType: Record<string, string[]> = {
  String: texts(strings),
  ID: texts([...ids, ...strings.slice(0, 8)]),
  Int: numbers,
  DateTime: texts(times),
  JSON: json,
  JSONObject: json,
}

const anything = [
  '0',
  '1e400',
  '"x"',
  '"\\u0000"',
  '{}',
  '[]',
  '[null]',
  '{"__proto__": {}}',
  '[[[]]]',
  'null',
]

/** What to put somewhere: first what its type allows, and last what any may meet. */
export const hostileValues = ({ name, type }: { name: string; type: object }): string[] => [
  ...(/[.(](after|before)\)$/.test(name) ? texts(cursors) : []),
  ...(byType[String(type)] ?? []),
  ...anything,
]
