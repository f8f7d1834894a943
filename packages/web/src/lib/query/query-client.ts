import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isPassing, isSignedOut } from '../api/api-errors.ts'

/**
 * The cache of all server state. Reads are tried again only where the server may well be back in a moment; whatever it
 * refused is refused. `onSignedOut` is called when any read finds that nobody is signed in any more.
 */
export function createQueryClient(options: { readonly onSignedOut: () => void }): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) options.onSignedOut()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => isPassing(error) && failures < 3,
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  })
}
