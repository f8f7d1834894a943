import type { WireDiagnostic } from '@countersign/contract'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { breakLine, type EditedText, indent, outdent } from '../../lib/source/indent.ts'
import { numberedLines } from '../../lib/source/numbered-lines.ts'
import styles from './source.module.css'
import { YamlLine } from './yaml-line.tsx'

interface SourceEditorProps {
  readonly source: string
  readonly label: string
  /** Findings about this very source; each is marked at its line. */
  readonly diagnostics: readonly WireDiagnostic[]
  readonly onChange: (source: string) => void
  /** `mod+s`. */
  readonly onSave: () => void
}

/**
 * YAML to write: a text area over the same text in colours, with numbered lines and a mark at each line that has a finding.
 * Tab indents; after escape it leaves the editor, so that the keyboard is never caught.
 */
export function SourceEditor({ source, label, diagnostics, onChange, onSave }: SourceEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const selection = useRef<{ start: number; end: number } | null>(null)
  const leaving = useRef(false)
  const lines = useMemo(() => numberedLines(source), [source])
  const severities = useMemo(() => severityByLine(diagnostics), [diagnostics])

  useLayoutEffect(() => {
    if (selection.current === null) return
    area.current?.setSelectionRange(selection.current.start, selection.current.end)
    selection.current = null
  })

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onSave()
      return
    }
    if (event.key === 'Escape') leaving.current = true
    else if (event.key !== 'Tab' && event.key !== 'Shift') leaving.current = false
    const change = leaving.current ? null : editOf(event)
    if (change === null) return
    event.preventDefault()
    const { value, selectionStart, selectionEnd } = event.currentTarget
    const edited = change({ text: value, start: selectionStart, end: selectionEnd })
    selection.current = edited
    onChange(edited.text)
  }

  return (
    <div className={styles.frame} data-editing="">
      <div className={styles.scroll}>
        <div className={styles.numbers} aria-hidden>
          {lines.map(({ number }) => (
            <span key={number} data-severity={severities.get(number)}>
              {number}
            </span>
          ))}
        </div>
        <div className={styles.stack}>
          <pre className={styles.lines} aria-hidden>
            {lines.map(({ number, text }) => (
              <span key={number} className={styles.line} data-severity={severities.get(number)}>
                <YamlLine text={text} />
              </span>
            ))}
          </pre>
          <textarea
            ref={area}
            className={styles.area}
            aria-label={label}
            value={source}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            wrap="off"
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={onKey}
          />
        </div>
      </div>
    </div>
  )
}

function editOf(event: KeyboardEvent): ((edited: EditedText) => EditedText) | null {
  if (event.key === 'Tab') return event.shiftKey ? outdent : indent
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing ? breakLine : null
}

/** The worst finding of each line. */
function severityByLine(diagnostics: readonly WireDiagnostic[]): ReadonlyMap<number, WireDiagnostic['severity']> {
  const order = ['info', 'warning', 'error'] as const
  const worst = new Map<number, WireDiagnostic['severity']>()
  for (const { range, severity } of diagnostics) {
    if (range === null) continue
    const known = worst.get(range.line)
    if (known === undefined || order.indexOf(severity) > order.indexOf(known)) worst.set(range.line, severity)
  }
  return worst
}
