import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RequestPage } from './features/approval-request/components/request-page.tsx'
import { parsePageAddress } from './features/approval-request/model/page-address.ts'
import { NowProvider } from './lib/time/now-provider.tsx'
import './theme/tokens.css'
import './theme/tones.css'
import './theme/base.css'

const root = document.getElementById('root')
const address = parsePageAddress(window.location.pathname)
if (root !== null && address !== null) {
  createRoot(root).render(
    <StrictMode>
      <NowProvider>
        <RequestPage address={address} />
      </NowProvider>
    </StrictMode>,
  )
}
