import { yamlTokens } from '../../lib/source/yaml-tokens.ts'
import styles from './source.module.css'

/** One line of YAML in colours. An empty line keeps its height. */
export function YamlLine({ text }: { readonly text: string }) {
  let start = 0
  return (
    <>
      {yamlTokens(text).map((token) => {
        const key = start
        start += token.text.length
        return token.kind === 'text' ? (
          token.text
        ) : (
          <span key={key} className={styles[token.kind]}>
            {token.text}
          </span>
        )
      })}
      {'\n'}
    </>
  )
}
