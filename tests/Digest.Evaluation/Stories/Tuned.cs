using System.Globalization;

namespace Digest.Evaluation.Stories;

/// <summary>Options changed by NAME=VALUE, for finding better defaults.</summary>
internal static class Tuned
{
    /// <exception cref="ArgumentException">No such option.</exception>
    public static T Options<T>(T defaults, IEnumerable<string> settings) where T : class
    {
        // Records copy themselves: the clone is what "with" compiles to.
        var copy = (T)typeof(T).GetMethod("<Clone>$")!.Invoke(defaults, null)!;
        foreach (var setting in settings)
        {
            var (name, value) = (setting.Split('=')[0], setting.Split('=')[1]);
            var property = typeof(T).GetProperty(name) ?? throw new ArgumentException($"No option {name} in {typeof(T).Name}.");
            property.SetValue(copy, property.PropertyType == typeof(TimeSpan)
                ? TimeSpan.Parse(value, CultureInfo.InvariantCulture)
                : Convert.ChangeType(value, property.PropertyType, CultureInfo.InvariantCulture));
        }

        return copy;
    }
}
