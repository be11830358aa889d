using Digest.Templates;

using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Support;

/// <summary>A folder of templates of a test's own, looked at before every render; gone when disposed.</summary>
public sealed class TemplateFixture : IDisposable
{
    private int _edits;

    public TemplateFixture(params (string Name, string Text)[] files)
    {
        Folder = Directory.CreateTempSubdirectory("digest-templates-").FullName;
        Write("locales/en.json", """{ "formats": { "day": "dddd, d MMMM yyyy", "time": "HH:mm" }, "topics": { "sport": "Sport" }, "mail": { "titles": { "one": "{0} title", "other": "{0} titles" } } }""");
        foreach (var (name, text) in files)
        {
            Write(name, text);
        }
    }

    public string Folder { get; }

    /// <summary>The repository's own templates.</summary>
    public static TemplateSet Repository { get; } = Open(Path.Combine(Support.Repository.Root, "templates"));

    public TemplateSet Open() => Open(Folder);

    public void Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        // Edits within one tick of the file system's clock must still be told apart.
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddDays(20_000).AddSeconds(++_edits));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static TemplateSet Open(string folder) =>
        new(new TemplateOptions { Directory = folder, CheckEvery = TimeSpan.Zero }, NullLogger<TemplateSet>.Instance, TimeProvider.System);
}
