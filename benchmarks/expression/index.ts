import { writeFileSync } from 'node:fs'
import type { BenchReport, BenchSuite, BenchTable } from '../../scripts/bench/report.ts'
import { comparedName, createContestants, type Language } from './contestants.ts'
import { calibration, measureRates, type Rate, type RateSettings } from './measure-rate.ts'
import { reportPage } from './report-page.ts'
import { COMPARED, GREETING, KESTRA_TEMPLATES } from './templates.ts'

const FULL: RateSettings = { rounds: 5, roundMs: 200, warmUpMs: 400 }
const QUICK: RateSettings = { rounds: 1, roundMs: 30, warmUpMs: 60 }
const PAGE = new URL('../../docs/benchmarks-expression.md', import.meta.url)

type Rates = ReadonlyMap<string, Rate>

/**
 * The expression language by itself, beside LiquidJS and Nunjucks and the recorded rates of Kestra. With the word `docs` the
 * tables are also written to `docs/benchmarks-expression.md`.
 */
export const run: BenchSuite['run'] = async ({ quick, only }): Promise<BenchReport> => {
  const settings = quick ? QUICK : FULL
  const rates = measureRates([...createContestants(), calibration], settings)
  const report: BenchReport = {
    settings: { ...settings, limits: 'the usual ones, switched on', cpuTime: 'of the whole process' },
    tables: [comparisonTable(rates), kestraTable(rates), greetingTable(rates), calibrationTable(rates)],
    notes: [
      'Rates are renders for each second of CPU time: the median of the rounds. Beside LiquidJS and Nunjucks, all three render templates that were compiled beforehand; in the other tables ours are found by their source in the cache at every render.',
      'Kestra is version 1.3.31, warmed up, one thread, measured on a machine like this one.',
    ],
  }
  if (only.includes('docs') && !quick) writeFileSync(PAGE, reportPage(report))
  return report
}

function comparisonTable(rates: Rates): BenchTable {
  const rows = COMPARED.map((template) => {
    const of = (language: Language): number => median(rates, comparedName(template, language))
    const [countersign, liquid, nunjucks] = [of('countersign'), of('liquid'), of('nunjucks')]
    const times = countersign / Math.max(liquid, nunjucks)
    const verdict = times >= 2 ? 'reached' : 'missed'
    return {
      template: template.name,
      'Countersign/s': countersign,
      'LiquidJS/s': liquid,
      'Nunjucks/s': nunjucks,
      'times the faster': times,
      'at least 2': verdict,
    }
  })
  return { title: 'Beside LiquidJS and Nunjucks', rows }
}

function kestraTable(rates: Rates): BenchTable {
  const rows = KESTRA_TEMPLATES.map(({ template, kestra }) => {
    const countersign = median(rates, template)
    const times = countersign / kestra
    const verdict = times >= 5 ? 'reached' : 'missed'
    return { template, 'Countersign/s': countersign, 'Kestra/s': kestra, 'times Kestra': times, 'at least 5': verdict }
  })
  return { title: 'Beside Kestra', rows }
}

function greetingTable(rates: Rates): BenchTable {
  const { template, target } = GREETING
  const countersign = median(rates, template)
  const verdict = countersign >= target ? 'reached' : 'missed'
  return { title: 'One filter', rows: [{ template, 'Countersign/s': countersign, 'target/s': target, verdict }] }
}

function calibrationTable(rates: Rates): BenchTable {
  const { median: middle, lowest, highest } = rates.get(calibration.name) ?? MISSING
  const row = { loop: '1,000 rounds of a hash', 'median/s': middle, 'lowest/s': lowest, 'highest/s': highest }
  return { title: 'Calibration: a fixed loop in the same rounds', rows: [row] }
}

const MISSING: Rate = { median: Number.NaN, lowest: Number.NaN, highest: Number.NaN }

function median(rates: Rates, name: string): number {
  return (rates.get(name) ?? MISSING).median
}
