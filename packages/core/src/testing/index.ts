export { createTestCatalogue, testEffectType, testFlowableType, testInlineType } from './test-catalogue.ts'
