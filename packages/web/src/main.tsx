import './theme/base.css'
import '@mantine/core/styles.layer.css'
import './theme/tokens.css'
import './theme/tones.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from './lib/query/query-client.ts'
import { NowProvider } from './lib/time/now-provider.tsx'
import { createAppRouter } from './routes/router.tsx'
import { mantineTheme, mantineVariables } from './theme/mantine-theme.ts'

const queryClient = createQueryClient({ onSignedOut: () => askToSignIn() })
const router = createAppRouter(queryClient)

/** Leads to the sign-in page and back from there. */
function askToSignIn(): void {
  const { pathname, href } = router.state.location
  if (pathname !== '/login') void router.navigate({ to: '/login', search: { from: href } })
}

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={mantineTheme} cssVariablesResolver={mantineVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <NowProvider>
            <RouterProvider router={router} />
          </NowProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
