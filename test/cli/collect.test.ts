import assert from 'node:assert/strict';
import { absolutePath, collect } from '../../src/cli/collect';
import { MemoryFiles } from './memory-files';

const nothingExcluded = async (): Promise<boolean> => false;

async function filesOf(
  contents: Record<string, string>,
  paths: readonly string[],
  cwd = '/repo',
): Promise<string[]> {
  const { found } = await collect(paths, cwd, new MemoryFiles(contents), nothingExcluded);
  return found.map(({ file }) => file);
}

describe('collect', () => {
  it('walks folders for Python files and notebooks, in order', async () => {
    const contents = {
      '/repo/b.py': '',
      '/repo/a/z.py': '',
      '/repo/a/notes.txt': '',
      '/repo/a/model.ipynb': '',
      '/repo/.venv/lib/x.py': '',
      '/repo/node_modules/x.py': '',
      '/repo/lib/site-packages/torch/nn.py': '',
      '/repo/__pycache__/x.py': '',
    };
    assert.deepEqual(await filesOf(contents, ['.']), ['a/model.ipynb', 'a/z.py', 'b.py']);
    assert.deepEqual(await filesOf(contents, ['a']), ['a/model.ipynb', 'a/z.py']);
    assert.deepEqual(await filesOf(contents, ['/repo/a/']), ['/repo/a/model.ipynb', '/repo/a/z.py']);
    assert.deepEqual(await filesOf(contents, ['../repo/b.py'], '/repo'), ['../repo/b.py']);
  });

  it('reads a file that is named whatever it is called, and each file once', async () => {
    const contents = { '/repo/script': '', '/repo/a.py': '' };
    assert.deepEqual(await filesOf(contents, ['script', './a.py', '.', 'a.py']), ['script', 'a.py']);
  });

  it('leaves out what .gitignore ignores, the deepest deciding', async () => {
    const contents = {
      '/repo/.git/config': '',
      '/repo/.gitignore': 'build/\n*_old.py\n/top.py\n',
      '/repo/build/x.py': '',
      '/repo/top.py': '',
      '/repo/src/top.py': '',
      '/repo/src/a_old.py': '',
      '/repo/src/.gitignore': '!b_old.py\nlocal.py\n',
      '/repo/src/b_old.py': '',
      '/repo/src/local.py': '',
    };
    assert.deepEqual(await filesOf(contents, ['.']), ['src/b_old.py', 'src/top.py']);
    assert.deepEqual(await filesOf(contents, ['src']), ['src/b_old.py', 'src/top.py']);
    assert.deepEqual(await filesOf(contents, ['build/x.py']), ['build/x.py']);
  });

  it('tells which named paths are missing and which folders cannot be listed', async () => {
    const files = new MemoryFiles({ '/repo/a/x.py': '' });
    files.list = async () => Promise.reject(new Error('permission denied'));
    const { missing, errors } = await collect(['gone.py', 'a'], '/repo', files, nothingExcluded);
    assert.deepEqual(missing, ['gone.py']);
    assert.deepEqual(errors, [{ file: 'a', message: 'permission denied' }]);
  });

  it('asks whether a path is excluded, folders before what is in them', async () => {
    const asked: string[] = [];
    const files = new MemoryFiles({ '/repo/a/x.py': '', '/repo/b/y.py': '' });
    const { found } = await collect(['.'], '/repo', files, async (path) => {
      asked.push(path);
      return path === '/repo/a';
    });
    assert.deepEqual(found, [{ file: 'b/y.py', path: '/repo/b/y.py' }]);
    assert.deepEqual(asked, ['/repo/a', '/repo/b', '/repo/b/y.py']);
  });
});

describe('absolutePath', () => {
  it('joins relative paths and understands backslashes and drive letters', () => {
    assert.equal(absolutePath('a/../b.py', '/repo'), '/repo/b.py');
    assert.equal(absolutePath('a\\b.py', 'C:\\repo'), 'C:/repo/a/b.py');
    assert.equal(absolutePath('D:\\x.py', 'C:\\repo'), 'D:/x.py');
    assert.equal(absolutePath('/x/', '/repo'), '/x');
  });
});
