using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Digest.Benchmarks;

/// <summary>nodemailer with Handlebars and a pool, on the same work but for the ledger, which it has not: nodemailer.mjs, installed by npm into a scratch folder.</summary>
internal sealed class Nodemailer
{
    private readonly string _folder;

    private Nodemailer(string folder) => _folder = folder;

    /// <summary>Octets of one of its mails.</summary>
    public int Octets { get; private set; }

    /// <returns>Null, and the reason on standard error, where node or npm is missing or the packages cannot be had.</returns>
    public static async Task<Nodemailer?> InstallAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "nodemailer.mjs"), Path.Combine(folder, "nodemailer.mjs"));

        // The same style sheet as the digest's.
        var style = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "templates/email/partials/style.html"), ct).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, "style.css"), style.Replace("<style>", "", StringComparison.Ordinal).Replace("</style>", "", StringComparison.Ordinal), ct).ConfigureAwait(false);
        var (code, said) = await RunAsync("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, "nodemailer", "handlebars"], ct).ConfigureAwait(false);
        if (code == 0)
        {
            return new Nodemailer(folder);
        }

        Console.Error.WriteLine($"nodemailer is not measured, since it could not be installed: {said.Trim()}");
        return null;
    }

    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<Measured> SendAsync(int port, int mails, int connections, string? key, CancellationToken ct)
    {
        List<string> arguments = [Path.Combine(_folder, "nodemailer.mjs"), Text(port), Text(mails), Text(connections)];
        if (key is not null)
        {
            arguments.Add(key);
        }

        var (code, said) = await RunAsync("node", arguments, ct).ConfigureAwait(false);
        if (code != 0)
        {
            throw new InvalidOperationException($"nodemailer failed: {said}");
        }

        using var result = JsonDocument.Parse(said);
        Octets = result.RootElement.GetProperty("octets").GetInt32();
        return new Measured(mails, result.RootElement.GetProperty("seconds").GetDouble(), result.RootElement.GetProperty("cpu").GetDouble());
    }

    // What it says on standard output when it succeeds, else on standard error; a program that is not there has code -1.
    private static async Task<(int Code, string Said)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct).ConfigureAwait(false);
            await process.WaitForExitAsync(ct).ConfigureAwait(false);
            return (process.ExitCode, process.ExitCode == 0 ? output : await error.ConfigureAwait(false));
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, $"{program}: {e.Message}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
