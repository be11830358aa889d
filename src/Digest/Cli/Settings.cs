using Microsoft.Extensions.Options;

namespace Digest.Cli;

/// <summary>One capability's options: the section of the configuration and the record it is bound to.</summary>
public sealed record Setting(string Section, Type Type);

/// <summary>Binds option records: bounded by their attributes, validated at start, and injected as the record itself.</summary>
public static class Settings
{
    /// <exception cref="OptionsValidationException">At start, naming the section, the key and what it may be.</exception>
    public static IServiceCollection AddSetting<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddSingleton(new Setting(section, typeof(T)));
        services.AddSingleton<IValidateOptions<T>>(sp => new SectionValidator<T>(section, sp.GetRequiredService<IConfiguration>()));
        services.AddOptions<T>().BindConfiguration(section).ValidateOnStart();
        return services.AddSingleton(sp => sp.GetRequiredService<IOptions<T>>().Value);
    }

    /// <summary>Validates every option record, and that no section is misspelt: a setting that does nothing is a mistake.</summary>
    /// <exception cref="OptionsValidationException">Naming each key and what is wrong.</exception>
    public static void Validate(IServiceProvider services)
    {
        var known = services.GetServices<Setting>().Select(s => s.Section).Append("Logging").ToList();
        var unknown = services.GetRequiredService<IConfiguration>().GetChildren()
            .Where(c => c.GetChildren().Any()) // the host keeps keys of its own at the top, which are values, not sections
            .Select(c => c.Key)
            .Except(known, StringComparer.OrdinalIgnoreCase).Select(k => $"{k}: no such section; there are {string.Join(", ", known)}.").ToList();
        if (unknown.Count > 0)
        {
            throw new OptionsValidationException("", typeof(Setting), unknown);
        }

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private sealed class SectionValidator<T>(string section, IConfiguration configuration) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var failures = Unknown().Concat(Broken(options)).ToList();
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }

        private IEnumerable<string> Unknown() =>
            from child in configuration.GetSection(section).GetChildren()
            where !typeof(T).GetProperties().Any(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
            select $"{section}:{child.Key}: no such setting.";

        private IEnumerable<string> Broken(T options)
        {
            var results = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
            var context = new System.ComponentModel.DataAnnotations.ValidationContext(options);
            System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, context, results, validateAllProperties: true);
            return results.Select(r => $"{section}:{string.Join(',', r.MemberNames)}: {r.ErrorMessage}");
        }
    }
}
