//! The outer side of the pool: processes that run the generator, replaced when they die.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;
use std::{env, io, thread};

use super::row::{End, Row};
use super::worker::Job;
use crate::exit::Failure;

/// How long the generator may take for one document. Unoptimised it takes several times as long.
pub const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 100 } else { 10 });
/// What the process may take on top of it, for reading, checking and writing.
const GRACE: Duration = Duration::from_secs(20);
/// The task of this program that serves a pool.
pub const TASK: &str = "worker";

/// Does all of `jobs` in `width` processes; each row goes to `done` as it comes, on this thread.
///
/// # Errors
///
/// When this program cannot be started again.
pub fn run(
    jobs: impl Iterator<Item = Job> + Send,
    width: usize,
    done: &mut dyn FnMut(Job, Row),
) -> Result<(), Failure> {
    let jobs = Mutex::new(jobs);
    let (sender, rows) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..width.max(1) {
            let (jobs, sender) = (&jobs, sender.clone());
            scope.spawn(move || {
                let mut worker = None;
                while let Some(job) = jobs.lock().ok().and_then(|mut jobs| jobs.next()) {
                    let row = answer(&mut worker, &job);
                    let is_end = row.is_err();
                    if sender.send((job, row)).is_err() || is_end {
                        return;
                    }
                }
            });
        }
        drop(sender);
        for (job, row) in rows {
            let row =
                row.map_err(|error| Failure::new(format!("cannot start a worker: {error}")))?;
            done(job, row);
        }
        Ok(())
    })
}

/// The row for `job` from `worker`, which is started when there is none and given up when it dies.
fn answer(worker: &mut Option<Worker>, job: &Job) -> io::Result<Row> {
    let mut own = match worker.take() {
        Some(own) => own,
        None => Worker::start()?,
    };
    let mut row = match own.ask(job) {
        Ok(row) => {
            *worker = Some(own);
            row
        }
        Err((end, detail)) => Row::failed(&job.document, end, detail),
    };
    if row.end == End::Generated && row.generate_seconds > LIMIT.as_secs_f64() {
        row.end = End::Late;
        row.detail = format!("took {:.1} s", row.generate_seconds);
    }
    Ok(row)
}

/// A process of this program that does jobs.
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Worker {
    fn start() -> io::Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .arg(TASK)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (sender, lines) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || {
                let mut lines = BufReader::new(output).lines().map_while(Result::ok);
                lines.try_for_each(|line| sender.send(line))
            });
        }
        let input = child.stdin.take();
        Ok(Self {
            child,
            input,
            lines,
        })
    }

    /// The answer to `job`, or how the process failed to give one.
    fn ask(&mut self, job: &Job) -> Result<Row, (End, String)> {
        let line = serde_json::to_string(job).map_err(|error| (End::Died, error.to_string()))?;
        let sent = self.input.as_mut().map(|input| {
            let sent = writeln!(input, "{line}");
            sent.and_then(|()| input.flush())
        });
        let answer = match sent {
            Some(Ok(())) => self.lines.recv_timeout(LIMIT + GRACE),
            _ => Err(RecvTimeoutError::Disconnected),
        };
        match answer {
            Ok(text) => serde_json::from_str(&text).map_err(|e| (End::Died, e.to_string())),
            Err(RecvTimeoutError::Timeout) => {
                let taken = (LIMIT + GRACE).as_secs();
                Err((End::Late, format!("no end after {taken} s")))
            }
            Err(RecvTimeoutError::Disconnected) => Err((End::Died, self.end())),
        }
    }

    fn end(&mut self) -> String {
        match self.child.wait() {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Without input an idle worker ends by itself; a busy one has to be ended.
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
