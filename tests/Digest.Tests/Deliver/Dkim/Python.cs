using System.Diagnostics;
using System.Text.Json;

namespace Digest.Tests.Deliver.Dkim;

/// <summary>Debian's python3-dkim, a verifier that shares no line with MimeKit or with us; tests/run installs it.</summary>
internal static class Python
{
    private const string Script =
        """
        import dkim, json, sys
        records = json.load(open(sys.argv[1]))
        raw = open(sys.argv[2], "rb").read()
        find = lambda name, timeout=5: records.get(name.decode().rstrip("."), "").encode() or None
        verifier = dkim.DKIM(raw)
        count = sum(1 for name, _ in verifier.headers if name.lower() == b"dkim-signature")
        def holds(i):
            try:
                return verifier.verify(idx=i, dnsfunc=find)
            except dkim.DKIMException:
                return False
        print(json.dumps([holds(i) for i in range(count)]))
        """;

    /// <summary>Whether each signature holds, from the top.</summary>
    public static List<bool> Verify(byte[] message, IReadOnlyDictionary<string, string> records)
    {
        var folder = Directory.CreateTempSubdirectory("digest-test-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "records.json"), JsonSerializer.Serialize(records));
            File.WriteAllBytes(Path.Combine(folder, "mail.eml"), message);
            return JsonSerializer.Deserialize<List<bool>>(Run(folder))!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string folder)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-c", Script, Path.Combine(folder, "records.json"), Path.Combine(folder, "mail.eml") })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"python3-dkim is needed by this test (apt-get install python3-dkim); exit code {process.ExitCode}: {error}");
    }
}
