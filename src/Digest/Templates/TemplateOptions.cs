using System.ComponentModel.DataAnnotations;

namespace Digest.Templates;

/// <summary>Where templates are and what one render may cost. Section "Templates".</summary>
public sealed record TemplateOptions
{
    /// <summary>
    /// The folder with email/, web/ and locales/. Empty: templates in the working directory, else the nearest above it, else
    /// beside the binary. A file missing or broken here is taken from beside the binary, so a folder may hold changed files only.
    /// </summary>
    public string? Directory { get; init; }

    /// <summary>How often files are looked at for changes; 0 is before every render.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Iterations one outermost loop may make, inner ones counted.</summary>
    [Range(10, 1_000_000)]
    public int LoopLimit { get; init; } = 10_000;

    /// <summary>Includes and functions within each other.</summary>
    [Range(2, 200)]
    public int RecursiveLimit { get; init; } = 20;

    /// <summary>Characters one render may write; more is an error, never a cut page.</summary>
    [Range(1_000, 100_000_000)]
    public int OutputLimit { get; init; } = 2_000_000;

    /// <summary>Time one render may take; one that is stopped is tried once more with five times as much, since a busy machine is no fault of the template.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
}
