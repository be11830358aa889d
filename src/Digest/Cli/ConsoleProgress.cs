using Digest.Model;

namespace Digest.Cli;

/// <summary>
/// Progress on standard error: one line rewritten in place on a terminal, else a line every five seconds. Silent for work
/// that takes less than a second.
/// </summary>
public sealed class ConsoleProgress(TimeProvider clock) : IProgress<StepProgress>
{
    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _next = TimeSpan.FromSeconds(1);
    private bool _open;

    public void Report(StepProgress value)
    {
        lock (_lock)
        {
            var elapsed = clock.GetElapsedTime(_start);
            if (elapsed < _next)
            {
                return;
            }

            var text = value.Total > 0 ? $"{value.What} {value.Done} of {value.Total}" : $"{value.What} {value.Done}";
            if (Console.IsErrorRedirected)
            {
                _next = elapsed + TimeSpan.FromSeconds(5);
                Console.Error.WriteLine($"{text} ({elapsed.TotalSeconds:0} s)");
            }
            else
            {
                _next = elapsed + TimeSpan.FromMilliseconds(200);
                _open = true;
                Console.Error.Write($"\r\e[K{text} ({elapsed.TotalSeconds:0} s)");
            }
        }
    }

    /// <summary>Ends the line that was rewritten, so that what follows starts on its own.</summary>
    public void Done()
    {
        lock (_lock)
        {
            if (_open)
            {
                Console.Error.Write("\r\e[K");
                _open = false;
            }
        }
    }
}
