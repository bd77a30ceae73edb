/**
 * What tools can hold of the way we write: the arrows between the folders
 * (scripts/arrows.mjs), TypeScript's recommended rules, promises that nobody waits for,
 * no exported mutable binding, and no file of more than 400 lines without a reason.
 */
import js from '@eslint/js';
import typescript from 'typescript-eslint';
import { arrows } from './scripts/arrows.mjs';
import { losslens } from './scripts/lint-rules.mjs';

export default typescript.config(
  { ignores: ['dist/', 'out/', '**/node_modules/', '.vscode-test/', 'examples/', 'bench/node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommended],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // It stands in tsconfig.web.json, where the project service does not look.
    files: ['src/extension.web.ts'],
    languageOptions: { parserOptions: { projectService: false, project: 'tsconfig.web.json' } },
  },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts', 'test/**/*.ts'],
    plugins: { losslens },
    rules: {
      'losslens/no-exported-mutable': 'error',
      'losslens/length-with-reason': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // Mocha's `describe` and `it` take functions whose promise mocha waits for.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'] }],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        document: 'readonly',
        NodeFilter: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
        require: 'readonly',
        module: 'writable',
        fetch: 'readonly',
      },
    },
  },
  ...arrows,
);
