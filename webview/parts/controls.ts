/**
 * The one import of @vscode/webview-ui-toolkit: it makes the browser know the controls
 * that parts/ writes as elements (button.ts, badge.ts, picker.ts, progress.ts). To
 * replace the toolkit is to rewrite these files.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeBadge,
  vsCodeButton,
  vsCodeDivider,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

/** Called once, where the panel starts; elements that were made before are upgraded. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeBadge(),
    vsCodeButton(),
    vsCodeDivider(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}
