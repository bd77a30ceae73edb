/** The Chromium of the system, which shows the workbench to the tests. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** The path of a Chromium, or undefined. CHROMIUM_PATH overrides what is found. */
export function findChromium() {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return places.find((place) => place && existsSync(place));
}

/**
 * A headless Chromium that reaches nothing but 127.0.0.1.
 *
 * @param webgpu With a software adapter.
 * @param profile A folder where it keeps what pages store, so that another one finds it again; without it, nothing is kept.
 */
export async function launchChromium({ webgpu = false, profile } = {}) {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error(
      'No Chromium was found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to its path.',
    );
  }
  const options = {
    executablePath,
    headless: true,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      // Containers often have a /dev/shm too small for a browser.
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      // Chromium's sandbox does not start for root, as which tests in containers run; it only opens our own server.
      '--no-sandbox',
      // A proxy that is not there, for everything but this machine.
      '--proxy-server=127.0.0.1:9',
      '--proxy-bypass-list=127.0.0.1;localhost',
      ...(webgpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] : []),
    ],
  };
  return profile ? chromium.launchPersistentContext(profile, options) : chromium.launch(options);
}
