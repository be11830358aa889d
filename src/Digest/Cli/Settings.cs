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
        services.AddSingleton<IValidateOptions<T>>(new SectionValidator<T>(section));
        services.AddOptions<T>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        return services.AddSingleton(sp => sp.GetRequiredService<IOptions<T>>().Value);
    }

    private sealed class SectionValidator<T>(string section) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var results = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
            var context = new System.ComponentModel.DataAnnotations.ValidationContext(options);
            System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, context, results, validateAllProperties: true);
            return results.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(results.Select(r => $"{section}:{string.Join(',', r.MemberNames)}: {r.ErrorMessage}"));
        }
    }
}
