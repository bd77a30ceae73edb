/**
 * GPU code runs for real in the tests even where there is no GPU: Debian's Chromium
 * brings SwiftShader, a Vulkan driver that computes on the CPU, and Dawn finds it when
 * Vulkan's loader (libvulkan1) is told where it is.
 */
import { existsSync } from 'node:fs';

const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** The environment that gives Dawn a GPU on a machine that has none; empty where there is one, or no SwiftShader. */
export function softwareGpu() {
  const hasGpu = existsSync('/dev/dri') || existsSync('/dev/nvidia0');
  if (process.platform !== 'linux' || hasGpu || process.env.VK_DRIVER_FILES || !existsSync(swiftShader))
    return {};
  return { VK_DRIVER_FILES: swiftShader };
}
