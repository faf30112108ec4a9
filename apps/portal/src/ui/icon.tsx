/** Outline icons on a 16 px grid, drawn for this console; 1.5 px strokes in the text's colour. */
const PATHS = {
  cases: 'M2.5 4.5h11v8h-11zM5.5 4.5v-2h5v2M2.5 8h11',
  events: 'M2.5 3.5h11M2.5 7h11M2.5 10.5h6M13.5 13.5l-2-2M12 10.25a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0z',
  assets: 'M8 2.5v3M3.5 10.5v-2h9v2M8 5.5v3M2 10.5h3v3H2zM6.5 10.5h3v3h-3zM11 10.5h3v3h-3z',
  evidence: 'M4 1.75h5.5L12.5 5v9.25H4zM9.25 1.75V5h3.25M6 9.5l1.5 1.5 3-3',
  sensors: 'M8 9.25a1.25 1.25 0 1 0 0-2.5 1.25 1.25 0 0 0 0 2.5zM5 11a4.25 4.25 0 0 1 0-6M11 11a4.25 4.25 0 0 0 0-6M3 13a7 7 0 0 1 0-10M13 13a7 7 0 0 0 0-10',
  user: 'M8 8a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 8 8zM2.75 13.75c.6-2.5 2.7-3.75 5.25-3.75s4.65 1.25 5.25 3.75',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.25v1.5M8 13.25v1.5M1.25 8h1.5M13.25 8h1.5M3.25 3.25l1 1M11.75 11.75l1 1M12.75 3.25l-1 1M4.25 11.75l-1 1',
  moon: 'M13.5 9.5A5.75 5.75 0 0 1 6.5 2.5a5.75 5.75 0 1 0 7 7z',
  auto: 'M8 2.25a5.75 5.75 0 1 0 0 11.5zM8 2.25a5.75 5.75 0 0 1 0 11.5',
  keyboard: 'M1.75 4.25h12.5v7.5H1.75zM4 6.75h.01M6.5 6.75h.01M9 6.75h.01M11.75 6.75h.01M5 9.5h6',
  search: 'M7 11.25a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5zM10.25 10.25l3.25 3.25',
  chevron: 'M4.5 6.5L8 10l3.5-3.5',
  back: 'M9.5 4L5.5 8l4 4',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  download: 'M8 2.5v7.5M4.75 7L8 10.25 11.25 7M2.75 13.5h10.5',
  check: 'M3 8.5l3.25 3.25L13 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 4.75V8l2.25 1.5',
  pause: 'M6 4v8M10 4v8',
  moonrise: 'M2 12.5h12M4.5 9.75a3.5 3.5 0 0 1 7 0',
  alert: 'M8 2.25l6 11H2zM8 6.5v3M8 11.5h.01',
  comment: 'M2.5 3h11v8h-6l-3 2.5V11h-2z',
  bell: 'M4.25 10.5V7a3.75 3.75 0 0 1 7.5 0v3.5l1.25 1.25H3zM6.75 13.75h2.5',
  link: 'M6.75 9.25l2.5-2.5M7.5 4.75l1.25-1.25a2.65 2.65 0 0 1 3.75 3.75L11.25 8.5M8.5 11.25L7.25 12.5A2.65 2.65 0 0 1 3.5 8.75L4.75 7.5',
  plus: 'M8 3v10M3 8h10',
  shield: 'M8 1.75l5 2v4c0 3.25-2.1 5.4-5 6.5-2.9-1.1-5-3.25-5-6.5v-4z',
} as const;

export type IconName = keyof typeof PATHS;

/** One of the console's icons; decorative unless `label` names it. */
export function Icon({ name, size = 16, label }: { readonly name: IconName; readonly size?: number; readonly label?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      style={{ flex: 'none' }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
