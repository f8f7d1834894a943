import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

interface ActionButtonProps {
  readonly children: ReactNode
  readonly icon: ReactNode
  /** The one main action of the page is filled. */
  readonly main?: boolean
  /** Why it cannot be done now; null when it can. Shown on hover, and read out. */
  readonly blocked: string | null
  readonly loading?: boolean
  readonly href?: string
  readonly onPress?: () => void
}

/** A button that stays in its place when it cannot be pressed, and says why. */
export function ActionButton({
  children,
  icon,
  main = false,
  blocked,
  loading = false,
  href,
  onPress,
}: ActionButtonProps) {
  const look = { size: 'xs', variant: main ? 'filled' : 'default', leftSection: icon } as const
  if (blocked !== null) {
    return (
      <Button {...look} variant="default" data-disabled aria-disabled title={blocked}>
        {children}
      </Button>
    )
  }
  if (href !== undefined) {
    return (
      <Button {...look} component="a" href={href}>
        {children}
      </Button>
    )
  }
  return (
    <Button {...look} loading={loading} {...(onPress === undefined ? {} : { onClick: onPress })}>
      {children}
    </Button>
  )
}
