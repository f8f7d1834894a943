/**
 * The form in which ids of flows, tasks and triggers stand in file URIs: letters without their accents, digits and dashes,
 * in lower case (engine.md 8.1). Different ids may have one slug; the ids of executions and task runs keep files apart.
 *
 * @example slug('Ürlaubs_Antrag 2') // 'urlaubs-antrag-2'
 */
export function slug(text: string): string {
  return text
    .replace(/\s/g, '-')
    .normalize('NFD')
    .replace(/[^\w-]/g, '')
    .replaceAll('_', '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
}
