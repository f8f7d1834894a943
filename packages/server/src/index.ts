export { listSettings, type Setting } from './config/settings.ts'
