// Lets vitest read the packages that check GitHub's workflows: they import JSON in a way that bundlers know and Node does not.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { server: { deps: { inline: [/@actions\/(languageservice|workflow-parser)/] } } },
});
