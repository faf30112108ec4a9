/** The mark of Watchfloor: a beacon over a line. Decorative: the name stands beside it or in the title. */
export function BrandMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0b3b4d" />
      <path d="M6 20a10 10 0 0 1 20 0M11 20a5 5 0 0 1 10 0" fill="none" stroke="#7fd6e8" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="16" cy="20" r="2.2" fill="#fff" />
      <path d="M5 25h22" stroke="#fff" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
