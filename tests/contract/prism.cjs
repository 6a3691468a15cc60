// Runs Prism for as long as whoever started it lives: when that process ends, however it ends,
// our standard input closes.
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
require('@stoplight/prism-cli/dist/index.js');
