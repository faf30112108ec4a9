const [WIDTH, HEIGHT, LEFT] = [900, 150, 110];

export interface Curve {
  readonly name: string;
  /** Minute and value. */
  readonly points: readonly (readonly [number, number])[];
}

/** Curves under one another as an SVG document, each from 0 to its own largest value. */
export function plot(curves: readonly Curve[]): string {
  const panels = curves.map(({ name, points }, nth) => {
    const most = Math.max(1, ...points.map(([, value]) => value));
    const last = Math.max(1e-6, ...points.map(([minute]) => minute));
    const path = points.map(([minute, value]) => `${(LEFT + (minute / last) * (WIDTH - LEFT - 10)).toFixed(1)},${(HEIGHT - 20 - (value / most) * (HEIGHT - 40)).toFixed(1)}`).join(' ');
    return `<g transform="translate(0 ${nth * HEIGHT})"><text x="5" y="30">${name}</text><text x="5" y="50">max ${Math.round(most)}</text><line x1="${LEFT}" y1="${HEIGHT - 20}" x2="${WIDTH - 10}" y2="${HEIGHT - 20}" stroke="#999"/><text x="${WIDTH - 70}" y="${HEIGHT - 5}">${last.toFixed(0)} min</text><polyline points="${path}" fill="none" stroke="#0a5" stroke-width="1.5"/></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT * curves.length}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#fff"/>${panels.join('')}</svg>\n`;
}
