// What a browser complains of, and whom it asks for something.

// Keeps an eye on everything that the pages of a context do. `expected` is the status of the page that is asked for: the browser
// reports one of 400 and up as a resource that failed to load, also when it is meant to be that.
export function watch(context, origin) {
  const complaints = new Set();
  const seen = { complaints, expected: 200, status: 0 };
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    const { url } = message.location();
    const status = Number(message.text().match(/status of (\d+)/)?.[1]);
    const isPage = context.pages().some((page) => page.url().split('#')[0] === url);
    if (!isPage || status !== seen.expected) complaints.add(`${message.type()}: ${message.text()} (${url.replace(origin, '')})`);
  });
  context.on('weberror', (error) => complaints.add(`script: ${error.error().message}`));
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complaints.add(`elsewhere: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.request().isNavigationRequest()) seen.status = response.status();
  });
  return seen;
}
