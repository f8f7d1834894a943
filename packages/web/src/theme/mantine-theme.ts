import {
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** The ten shades that the library wants of a colour: here they are all the one token, which follows light and dark. */
function sameShades(token: string): MantineColorsTuple {
  return [token, token, token, token, token, token, token, token, token, token]
}

/** The library's greys, light to dark: it takes borders, fills and quiet text from them in the light scheme. */
const LIGHT_GREYS: MantineColorsTuple = [
  'var(--surface-sunken)',
  'var(--surface-hover)',
  'var(--line-soft)',
  'var(--line-strong)',
  'var(--line-control)',
  'var(--text-faint)',
  'var(--text-soft)',
  'var(--text-soft)',
  'var(--text-main)',
  'var(--text-main)',
]

/** The same for the dark scheme, from text down to the page. */
const DARK_GREYS: MantineColorsTuple = [
  'var(--text-main)',
  'var(--text-soft)',
  'var(--text-faint)',
  'var(--text-faint)',
  'var(--line-control)',
  'var(--surface-hover)',
  'var(--surface-raised)',
  'var(--surface-page)',
  'var(--surface-sunken)',
  'var(--surface-sunken)',
]

/** The library puts white on every filled colour; ours are light in the dark scheme. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  if (input.variant === 'light' && input.color !== 'red') {
    return { ...colors, background: 'var(--accent-soft)', hover: 'var(--accent-soft)', color: 'var(--accent-text)' }
  }
  if (input.variant === 'subtle' && input.color === 'gray') {
    return { ...colors, background: 'transparent', hover: 'var(--surface-hover)', color: 'var(--text-soft)' }
  }
  if (input.variant !== 'filled') return colors
  return input.color === 'red'
    ? { ...colors, color: 'var(--on-failed)', hover: 'var(--state-failed)' }
    : { ...colors, color: 'var(--on-accent)', hover: 'var(--accent-hover)' }
}

/** Mantine on the tokens of `tokens.css`: it holds no colour and no size of its own. */
export const mantineTheme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: {
    accent: sameShades('var(--accent)'),
    gray: LIGHT_GREYS,
    dark: DARK_GREYS,
    red: sameShades('var(--state-failed)'),
  },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  defaultRadius: 'var(--radius)',
  radius: { xs: 'var(--radius)', sm: 'var(--radius)', md: 'var(--radius)', lg: 'var(--radius)', xl: 'var(--radius)' },
  fontSizes: {
    xs: 'var(--size-small)',
    sm: 'var(--size-compact)',
    md: 'var(--size-base)',
    lg: 'var(--size-large)',
    xl: 'var(--size-title)',
  },
  spacing: {
    xs: 'var(--space-2)',
    sm: 'var(--space-3)',
    md: 'var(--space-4)',
    lg: 'var(--space-6)',
    xl: 'var(--space-8)',
  },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: 'var(--shadow-overlay)',
    lg: 'var(--shadow-overlay)',
    xl: 'var(--shadow-overlay)',
  },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver: variantColors,
  components: {
    Checkbox: Checkbox.extend({ defaultProps: { iconColor: 'var(--on-accent)', radius: 'var(--space-1)' } }),
  },
})

const shared = {
  '--mantine-color-body': 'var(--surface-page)',
  '--mantine-color-text': 'var(--text-main)',
  '--mantine-color-bright': 'var(--text-main)',
  '--mantine-color-dimmed': 'var(--text-soft)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--state-failed)',
  '--mantine-color-default': 'var(--surface-raised)',
  '--mantine-color-default-hover': 'var(--surface-hover)',
  '--mantine-color-default-color': 'var(--text-main)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--surface-hover)',
  '--mantine-color-disabled-color': 'var(--text-faint)',
  '--mantine-color-disabled-border': 'var(--line-soft)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent-text)',
}

/** Points the library's variables at ours; the same for both schemes, because the tokens change by themselves. */
export const mantineVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
