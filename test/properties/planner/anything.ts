/** Text that could be taken for what a statement says between its values: JSON, quotes, escapes, blanks. */
export const anyText = '\u0001 \u0002 \u0001!{}\u0002 \u001f\u007f "\\" \' $1 %s \u2028\ufeff null, 🌍\n'

/** Numbers that PostgreSQL writes in other words, and names that objects have already. */
export const anyJson = {
  [anyText]: anyText,
  numbers: [1e300, -1e300, 1e-7, 0, 1.5, 2 ** 53, 5e-324, 1.7976931348623157e308, 0.1],
  names: JSON.parse('{ "__proto__": { "then": null, "toJSON": "x", "constructor": [] } }'),
  empty: ['', {}, [], [[]], false],
  '': null,
}
