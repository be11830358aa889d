using System.Collections;
using System.CommandLine;
using System.Globalization;

namespace Digest.Cli;

/// <summary><c>digest config</c>: every setting, its value, and where it comes from; secrets masked.</summary>
public static class ConfigCommand
{
    private sealed record Row(string Key, string Value, string From, string Default);

    public static Command Create(BuildApp build)
    {
        var command = new Command("config", """
            Every setting, its value and where it comes from. Secrets are masked.
            Settings come from appsettings.json, then the environment (DIGEST_Deliver__Host), then --set; the later wins.
            Example: digest config --json
            """) { CommandHost.Json };
        // Not OnRun: it must answer even when a setting is wrong, since it is where one looks then.
        command.SetAction(parse => CommandHost.GuardAsync(async () =>
        {
            await using var app = build(CommandHost.SettingsOf(parse), TimeProvider.System);
            var rows = Rows(app).ToList();
            Output.List(parse.GetValue(CommandHost.Json), rows, ["setting", "value", "from", "default"], r => [r.Key, r.Value, r.From, r.Default]);
            Settings.Validate(app.Services);
            return 0;
        }));
        return command;
    }

    private static IEnumerable<Row> Rows(WebApplication app) =>
        from setting in app.Services.GetServices<Setting>()
        let defaults = Activator.CreateInstance(setting.Type)
        from property in setting.Type.GetProperties()
        where property.CanWrite
        let key = $"{setting.Section}:{property.Name}"
        let fallback = Text(property.GetValue(defaults))
        let value = Value(app.Configuration, key)
        select new Row(key, Mask(property.Name, value ?? fallback), value is null ? "default" : From((IConfigurationRoot)app.Configuration, key), Mask(property.Name, fallback));

    // A list in the configuration has no value of its own, but children 0, 1, 2 …
    private static string? Value(IConfiguration configuration, string key)
    {
        var section = configuration.GetSection(key);
        var children = section.GetChildren().Select(c => c.Value).ToList();
        return children.Count > 0 ? string.Join(", ", children) : section.Value;
    }

    private static string From(IConfigurationRoot root, string key)
    {
        foreach (var provider in root.Providers.Reverse())
        {
            if (provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any())
            {
                return provider switch
                {
                    Microsoft.Extensions.Configuration.Memory.MemoryConfigurationProvider => "command line",
                    Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider =>
                        "environment DIGEST_" + key.Replace(":", "__", StringComparison.Ordinal),
                    Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider json => json.Source.Path ?? "file",
                    _ => provider.ToString() ?? "",
                };
            }
        }

        return "default";
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string s => s,
        IDictionary map => string.Join(", ", map.Keys.Cast<object>().Select(k => $"{k}={map[k]}")),
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Text)),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A secret's value is never printed; that it is set, is. Files that hold secrets are only paths.</summary>
    private static string Mask(string name, string value) =>
        value.Length > 0 && !name.EndsWith("File", StringComparison.Ordinal) && Secret(name) ? "********" : value;

    private static bool Secret(string name) =>
        name is "Postgres" || new[] { "Password", "Secret", "LinkKeys", "Token", "ApiKey" }.Any(s => name.Contains(s, StringComparison.OrdinalIgnoreCase));
}
