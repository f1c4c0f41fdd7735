// Formats numbers in the language of the page, as figures.py does.

const language = document.documentElement.lang || "fr";
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Format a figure: no decimals from 100 up, a power of ten below 0.01; "" for none. */
export function figure(value) {
  if (value === null || value === undefined) return "";
  const size = Math.abs(value);
  if (size !== 0 && size < 0.01) {
    const [mantissa, exponent] = value.toExponential(2).split("e");
    return `${decimals.format(Number(mantissa))}e${Number(exponent)}`;
  }
  return size >= 100 || size === 0 ? whole.format(value) : decimals.format(value);
}

/** Format a count. */
export function written(count) {
  return whole.format(count);
}
