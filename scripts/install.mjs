/**
 * What the commands need and a clean clone lacks: the packages of package-lock.json, and
 * for the tests a Chromium. Uses Node's own modules only, as it runs before there are any.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Runs `npm ci` unless node_modules holds what package-lock.json says. */
export function installPackages(root) {
  if (isInstalled(root)) return;
  console.log('Installing the packages of package-lock.json …');
  // npm is a .cmd file on Windows, which only a shell starts.
  execFileSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Compares package-lock.json with npm's own record of what it installed; what the lock calls optional may be absent. */
function isInstalled(root) {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([folder, { version, optional, devOptional }]) => {
    if (folder === '') return true;
    const there = installed[folder];
    if (!there) return Boolean(optional || devOptional);
    return there.version === version && existsSync(path.join(root, folder));
  });
}

/** What the tests need from the system, and where it shows. Debian's names of the packages. */
const systemPackages = [
  { name: 'chromium', isThere: () => hasChromium() },
  {
    name: 'fonts-dejavu-core',
    isThere: () => existsSync('/usr/share/fonts') && readdirSync('/usr/share/fonts').length > 0,
  },
  // Vulkan's loader, for the tests of the GPU.
  { name: 'libvulkan1', isThere: () => hasLibrary('libvulkan.so.1') },
];

function hasChromium() {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return places.some((place) => place && existsSync(place));
}

function hasLibrary(file) {
  return [
    '/usr/lib',
    '/usr/lib64',
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
  ].some((folder) => existsSync(path.join(folder, file)));
}

/**
 * Installs the missing system packages with apt-get where that is possible (root on
 * Debian or Ubuntu); elsewhere says what to do, and the tests that need them fail or skip.
 */
export function installSystemPackages() {
  if (process.platform !== 'linux') return;
  const missing = systemPackages.filter(({ isThere }) => !isThere()).map(({ name }) => name);
  if (missing.length === 0) return;
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  const isRoot = process.getuid?.() === 0;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!hasApt || !isRoot) {
    console.log(`The tests in VS Code and on the GPU want ${missing.join(', ')}.`);
    console.log(
      hasApt ? `Install them with: sudo ${command}` : 'Install them with the package manager of this system.',
    );
    if (missing.includes('chromium'))
      console.log('Or set CHROMIUM_PATH to a Chromium or Chrome that is there.');
    return;
  }
  console.log(`Installing ${missing.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status;
  // Lists that are there may do even where the update fails, for want of one source.
  if (apt(['update', '-q']) !== 0)
    console.log('apt-get update failed; trying with the package lists that are there.');
  if (apt(['install', '-y', '-q', '--no-install-recommends', ...missing]) !== 0)
    console.log(`This failed: ${command}`);
}
