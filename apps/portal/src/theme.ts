import { createTheme, type CSSVariablesResolver } from '@mantine/core';

/** Mantine in the console's colours: dense, square-ish, and every pair of colours at AA contrast in both schemes. */
export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 'sm',
  fontFamily: 'Inter, ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '620', sizes: { h1: { fontSize: '1.125rem' }, h2: { fontSize: '0.9375rem' }, h3: { fontSize: '0.875rem' } } },
  respectReducedMotion: true,
  colors: {
    tide: ['#e7f6f9', '#cfeaf0', '#a3d8e3', '#6cc7da', '#3fadc4', '#2093ab', '#127b92', '#0d6a80', '#0b5a6e', '#08404f'],
    dark: ['#e3eaf0', '#c3cfd9', '#a3b3bf', '#8193a1', '#34444f', '#26343f', '#18222b', '#0e151b', '#0b1116', '#070b0f'],
  },
});

/** Mantine's greys and reds that miss AA, replaced. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8fa',
    '--mantine-color-text': '#17212b',
    '--mantine-color-dimmed': '#52606d',
    '--mantine-color-placeholder': '#5f6d7a',
    '--mantine-color-error': '#a3123a',
    '--mantine-color-anchor': '#0b5a6e',
  },
  dark: {
    '--mantine-color-body': '#0e151b',
    '--mantine-color-dimmed': '#a3b3bf',
    '--mantine-color-placeholder': '#94a5b2',
    '--mantine-color-error': '#ff8fa3',
    '--mantine-color-anchor': '#8ad5e5',
  },
});
