import {
  IconAlertTriangle,
  IconBan,
  IconCircle,
  IconCircleCheck,
  IconCircleX,
  IconLoader2,
  IconUserQuestion,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { StateTone } from '../../lib/state-look.ts'

const ICONS: Readonly<
  Record<StateTone, ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean; className?: string }>>
> = {
  success: IconCircleCheck,
  running: IconLoader2,
  waiting: IconUserQuestion,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  ended: IconBan,
  idle: IconCircle,
}

/** The icon of a state's colour: a state is never told by colour alone. */
export function StateIcon({ tone, size = 16 }: { readonly tone: StateTone; readonly size?: number }) {
  const Icon = ICONS[tone]
  return <Icon size={size} stroke={2} aria-hidden />
}
