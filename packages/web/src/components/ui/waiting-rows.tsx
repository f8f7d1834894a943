import { Button } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'

/** Says how many rows wait to come in, and lets them in. Nothing while none wait. */
export function WaitingRows({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  return (
    <span aria-live="polite">
      {count > 0 && (
        <Button
          size="compact-sm"
          variant="light"
          mb="xs"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={onShow}
        >
          Show {count} new
        </Button>
      )}
    </span>
  )
}
