/** The product of every Zeek event; ICSNPP's parsers run inside Zeek. */
export const ZEEK_PRODUCT = Object.freeze({ name: 'Zeek', vendor_name: 'The Zeek Project' });
