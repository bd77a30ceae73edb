/** Which documents the providers are asked about: Python wherever it stands, in files, notebook cells and editors without a file. */
export const pythonSelector = [{ language: 'python' }];
