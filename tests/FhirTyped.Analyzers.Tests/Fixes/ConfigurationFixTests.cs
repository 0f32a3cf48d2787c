using FhirTyped.Analyzers.Tests.Harness;

namespace FhirTyped.Analyzers.Tests.Fixes;

/// <summary>FHT1306: from the source into the configuration.</summary>
public sealed class ConfigurationFixTests
{
    [Theory]
    [InlineData("IConfiguration configuration", "o.ClientSecret = $;", "configuration[\"Login:ClientSecret\"]")]
    [InlineData("IConfiguration configuration", "_ = new LoginOptions { ClientSecret = $ };", "configuration[\"Login:ClientSecret\"]")]
    [InlineData("IConfiguration configuration", "o.Password = $;", "configuration[\"Login:Password\"] ?? throw new InvalidOperationException(\"Login:Password is not configured.\")")]
    [InlineData("IConfiguration configuration", "Add<Epic>(x => x.ClientSecret = $);", "configuration[\"Epic:ClientSecret\"]")]
    [InlineData("IConfiguration configuration", "this.Add<Epic>(x => x.ClientSecret = $);", "configuration[\"Epic:ClientSecret\"]")]
    [InlineData("IConfiguration configuration", "{ var fallback = o; fallback.ClientSecret = $; }", "configuration[\"Login:ClientSecret\"]")]
    [InlineData("ConfigurationManager settings", "o.ClientSecret = $;", "settings[\"Login:ClientSecret\"]")]
    [InlineData("Builder builder", "o.ClientSecret = $;", "builder.Configuration[\"Login:ClientSecret\"]")]
    [InlineData("Builder builder, IConfiguration configuration", "o.ClientSecret = $;", "configuration[\"Login:ClientSecret\"]")]
    [InlineData("DerivedBuilder builder", "o.ClientSecret = $;", "builder.Configuration[\"Login:ClientSecret\"]")]
    [InlineData("Builder builder", "var kept = builder.Configuration; o.ClientSecret = $;", "kept[\"Login:ClientSecret\"]")]
    [InlineData("Builder builder", "o.ClientSecret = $; var late = builder.Configuration;", "builder.Configuration[\"Login:ClientSecret\"]")]
    [InlineData("string configuration", "o.ClientSecret = $;", null)]
    [InlineData("IConfiguration configuration", "var clientSecret = $;", null)]
    [InlineData("IConfiguration configuration", "Use(clientSecret: $);", null)]
    [InlineData("IConfiguration configuration", "_ = new Dictionary<string, string> { [\"client_secret\"] = $ };", null)]
    [InlineData("IConfiguration configuration", "Action<LoginOptions> set = static x => x.ClientSecret = $;", null)]
    public Task SecretOfOptions_IsReadFromWhatIsInScope(string parameters, string body, string? value) =>
        VerifyAsync("", "", parameters, body, value);

    [Theory]
    [InlineData("private readonly IConfiguration _configuration = null!;", "", "_configuration[\"Login:ClientSecret\"]")]
    [InlineData("private IConfiguration Configuration => null!;", "", "Configuration[\"Login:ClientSecret\"]")]
    [InlineData("private readonly Builder _builder = new();", "", "_builder.Configuration[\"Login:ClientSecret\"]")]
    [InlineData("private static readonly Builder Builder = new();", "static ", "Builder.Configuration[\"Login:ClientSecret\"]")]
    [InlineData("private readonly IConfiguration _configuration = null!;", "static ", null)]
    [InlineData("", "", null)]
    public Task SecretOfOptions_IsReadFromAMember(string member, string modifier, string? value) =>
        VerifyAsync(member, modifier, "string id", "o.ClientSecret = $;", value);

    [Fact]
    public Task All() => FixRun.VerifyAllSourceAsync(
        "FHT1306",
        Source("", "", "IConfiguration configuration", "o.ClientSecret = \"q8Zr2Lm0Xv\"; this.Add<Epic>(x => x.ClientSecret = \"q8Zr2Lm0Xv\");"),
        Source("", "", "IConfiguration configuration", "o.ClientSecret = configuration[\"Login:ClientSecret\"]; this.Add<Epic>(x => x.ClientSecret = configuration[\"Epic:ClientSecret\"]);"));

    private static Task VerifyAsync(string member, string modifier, string parameters, string body, string? value) => FixRun.VerifyAsync(
        "FHT1306",
        Source(member, modifier, parameters, body.Replace("$", "\"q8Zr2Lm0Xv\"", StringComparison.Ordinal)),
        value is null ? null : Source(member, modifier, parameters, body.Replace("$", value, StringComparison.Ordinal)));

    // The interface of Microsoft.Extensions.Configuration and the types that have one, as far as the fix looks at them.
    private static string Source(string member, string modifier, string parameters, string body) => $$"""
        namespace Microsoft.Extensions.Configuration
        {
            public interface IConfiguration { string? this[string key] { get; set; } }
            public sealed class ConfigurationManager : IConfiguration { public string? this[string key] { get => null; set { } } }
        }

        namespace Acme.Login
        {
            using Microsoft.Extensions.Configuration;

            public class Builder { public ConfigurationManager Configuration { get; } = new(); }
            public sealed class DerivedBuilder : Builder;
            public sealed class LoginOptions { public string? ClientSecret { get; set; } public string Password { get; set; } = ""; }

            public sealed class Setup
            {
                {{member}}
                public {{modifier}}void Run(LoginOptions o, {{parameters}}) { {{body}} }
                private void Add<T>(Action<LoginOptions> configure) => configure(new());
                private static void Use(string clientSecret) => _ = clientSecret;
            }
        }
        """;
}
