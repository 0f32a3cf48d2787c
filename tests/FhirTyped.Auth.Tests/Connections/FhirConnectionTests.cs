using System.Text.Json;
using FhirTyped.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FhirTyped.Auth.Tests;

/// <summary>A connection in one text, in variables, in a section: the same rules, and no secret that comes back out.</summary>
public class FhirConnectionTests
{
    [Fact]
    public async Task A_text_with_a_secret_gets_a_token()
    {
        await using var server = new TokenServer(null, static _ => RawAnswer.Of("200 OK", """{ "resourceType": "Patient", "id": "p1" }"""));
        var text = $"fhir+http://127.0.0.1:{server.BaseUrl.Port}/fhir?client_id=reports&client_secret=a%2B+%26%3D%25&token_url={Uri.EscapeDataString(server.TokenEndpoint.AbsoluteUri)}"
            + "&scope=system/Patient.rs+system/Observation.rs&audience=api&timeout=12.5";
        var services = new ServiceCollection();
        services.AddFhirPlatform<ClinicPlatform>().AddConnection(FhirConnection.Parse(text));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<ClinicPlatform>().Patient.ReadAsync("p1");
        var request = Assert.Single(server.TokenRequests);
        var form = TokenServer.Form(request);
        Assert.Equal(("system/Patient.rs system/Observation.rs", "api"), (form["scope"], form["audience"]));
        var pair = System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(Assert.Single(request.Header("Authorization"))["Basic ".Length..])).Split(':');
        Assert.Equal(["reports", "a+ &=%"], pair.Select(TokenServer.Decode));
        Assert.Equal(TimeSpan.FromSeconds(12.5), provider.GetRequiredService<IOptionsMonitor<FhirPlatformOptions>>().Get("clinic").RequestTimeout);
        Assert.Equal("Bearer token-1", Assert.Single(server.Requests[^1].Header("Authorization")));
    }

    [Fact]
    public async Task A_text_with_a_key_signs()
    {
        await using var server = new TokenServer();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, TestKeys.Ec.ExportPkcs8PrivateKeyPem());
        string[] secrets = ["client_secret_path=" + Uri.EscapeDataString(file), "client_secret=" + Uri.EscapeDataString(TestKeys.Ec.ExportPkcs8PrivateKeyPem())];
        foreach (var secret in secrets)
        {
            var connection = FhirConnection.Parse($"fhir+http://127.0.0.1:{server.BaseUrl.Port}/fhir/?client_id=b&{secret}&use_jwt_assertion=true&key_id=k1&scope=system/Patient.rs");
            Assert.Equal("backend_services", connection.Kind);
            await connection.CreateCredential(Platforms.Unknown).GetAsync(server.BaseUrl);
            Assert.Equal("k1", new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(TokenServer.Form(server.TokenRequests[^1])["client_assertion"]).Kid);
        }

        File.Delete(file);
    }

    [Theory]
    [InlineData("https://host/", "fhir://")]
    [InlineData("fhir+http://host/", "neither https nor http to loopback")]
    [InlineData("fhir://", "not absolute")]
    [InlineData("fhir://user:pl4nted@host/", "names a user")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted#x", "fragment")]
    [InlineData("fhir://host/?client_id=a", "'client_id' without 'client_secret' or 'client_secret_path'")]
    [InlineData("fhir://host/?client_secret=pl4nted", "'client_secret' without 'client_id'")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&client_secret_path=pl4nted", "'client_secret' and 'client_secret_path'")]
    [InlineData("fhir://host/?client_id=a&client_id=b&client_secret=pl4nted", "'client_id' of the connection stands there twice")]
    [InlineData("fhir://host/?client_id=a&client_secret=", "'client_secret' of the connection is empty")]
    [InlineData("fhir://host/?client_id=a&client_secret", "'client_secret' of the connection is empty")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&scopes=pl4nted", "'scopes' is not known")]
    [InlineData("fhir://host/?client_id=a&client_secret=x&pl4nted+/=1", "no name is not known")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&timeout=pl4nted", "'timeout'")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&timeout=-1", "'timeout'")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&timeout=0", "'timeout'")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&verify_ssl=pl4nted", "'verify_ssl'")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&use_jwt_assertion=pl4nted", "'use_jwt_assertion'")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&key_id=k", "'key_id' without")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&use_jwt_assertion=true&audience=x", "'audience' is for")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&token_url=http://idp.example.org/", "'token_url' of the connection is neither https")]
    [InlineData("fhir://host/?client_id=a&client_secret=pl4nted&token_url=token", "'token_url' of the connection is not absolute")]
    [InlineData("fhir://host/?scope=pl4nted", "'scope' without 'client_id'")]
    public void What_makes_no_connection_is_told_by_name(string text, string words)
    {
        var error = Assert.Throws<FormatException>(() => FhirConnection.Parse(text));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_comes_back_out()
    {
        var connection = FhirConnection.Parse("fhir://host.example.org:8443/fhir?client_id=reports&client_secret=pl4nted&token_url=https://idp.example.org/pl4nted");
        Assert.Equal("host.example.org (client reports)", connection.ToString());
        Assert.Equal(new Uri("https://host.example.org:8443/fhir"), connection.BaseUrl);
        Assert.DoesNotContain("pl4nted", JsonSerializer.Serialize(connection), StringComparison.Ordinal);
        Assert.All(typeof(FhirConnection).GetProperties(), property => Assert.DoesNotContain("pl4nted", property.GetValue(connection)?.ToString() ?? "", StringComparison.Ordinal));
        Assert.DoesNotContain("pl4nted", connection.CreateCredential(Platforms.Unknown).ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Environments { get; } = new()
    {
        { "FHIR_API_URL=https://h/fhir", "none" },
        { "FHIR_API_URL=https://h/fhir FHIR_USER=u FHIR_PW=pl4nted", "basic" },
        { "FHIR_API_URL=https://h/fhir FHIR_TOKEN=pl4nted", "token" },
        { "FHIR_API_URL=https://h/fhir CLIENT_ID=c CLIENT_SECRET=pl4nted OIDC_PROVIDER_URL=https://idp/token", "client_credentials" },
        { "FHIR_API_URL=https://h/fhir FHIR_TOKEN=pl4nted FHIR_USER= CLIENT_ID=", "token" },
        { "FHIR_TOKEN=pl4nted", "!no 'NORTH_FHIR_API_URL'" },
        { "FHIR_API_URL=http://h/fhir", "!'NORTH_FHIR_API_URL' is neither https" },
        { "FHIR_API_URL=https://h/fhir FHIR_USER=u", "!'NORTH_FHIR_USER' without 'NORTH_FHIR_PW'" },
        { "FHIR_API_URL=https://h/fhir FHIR_PW=pl4nted", "!'NORTH_FHIR_PW' without 'NORTH_FHIR_USER'" },
        { "FHIR_API_URL=https://h/fhir CLIENT_ID=c", "!'NORTH_CLIENT_ID' without 'NORTH_CLIENT_SECRET'" },
        { "FHIR_API_URL=https://h/fhir OIDC_PROVIDER_URL=https://idp/token", "!'NORTH_OIDC_PROVIDER_URL' without 'NORTH_CLIENT_ID'" },
        { "FHIR_API_URL=https://h/fhir FHIR_TOKEN=pl4nted FHIR_USER=u FHIR_PW=pl4nted", "!in 2 ways, by 'NORTH_FHIR_TOKEN' and 'NORTH_FHIR_USER'" },
        { "FHIR_API_URL=https://h/fhir FHIR_TOKEN=t FHIR_USER=u FHIR_PW=p CLIENT_ID=c CLIENT_SECRET=s", "!in 3 ways" },
    };

    [Theory]
    [MemberData(nameof(Environments))]
    public void Variables_with_a_prefix(string variables, string expected)
    {
        var known = variables.Split(' ').Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => "NORTH_" + pair[0], static pair => pair[1]);
        if (expected[0] != '!')
        {
            Assert.Equal(expected, Read().Kind);
            return;
        }

        var error = Assert.Throws<FormatException>(Read);
        Assert.Contains(expected[1..], error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);

        FhirConnection Read() => FhirConnection.FromEnvironment("NORTH_", name => known.GetValueOrDefault(name));
    }

    [Theory]
    [InlineData("BaseUrl=https://h/fhir", "none")]
    [InlineData("BaseUrl=https://h/fhir;Timeout=00:00:30;Authentication:Token=pl4nted", "token")]
    [InlineData("BaseUrl=https://h/fhir;Authentication:UserName=u;Authentication:Password=pl4nted", "basic")]
    [InlineData("BaseUrl=https://h/fhir;Authentication:ClientId=c;Authentication:ClientSecretFile=f", "client_credentials")]
    [InlineData("BaseUrl=https://h/fhir;Authentication:ClientId=c;Authentication:SigningKeyFile=f;Authentication:Scopes:0=a;Authentication:Scopes:1=b", "backend_services")]
    [InlineData("=fhir://h/fhir?client_id=c&client_secret=pl4nted", "client_credentials")]
    [InlineData("BaseUrl=https://h/fhir;Authentication:Tokn=pl4nted", "!'Authentication:Tokn'")]
    [InlineData("BaseUrl=https://h/fhir;Token=pl4nted", "!'Token' is not known")]
    [InlineData("Authentication:Token=pl4nted", "!no 'BaseUrl'")]
    [InlineData("BaseUrl=https://h/fhir;Authentication:Token=pl4nted;Authentication:ClientId=c;Authentication:ClientSecret=pl4nted", "!in 2 ways, by 'Authentication:Token' and 'Authentication:ClientId'")]
    public void A_section(string keys, string expected)
    {
        var values = keys.Split(';').Select(static pair => pair.Split('=', 2)).Select(static pair => KeyValuePair.Create<string, string?>(("North:" + pair[0]).TrimEnd(':'), pair[1]));
        var section = new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("North");
        if (expected[0] != '!')
        {
            Assert.Equal(expected, FhirConnection.FromConfiguration(section).Kind);
            return;
        }

        var error = Assert.Throws<FormatException>(() => FhirConnection.FromConfiguration(section));
        Assert.Contains(expected[1..], error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pl4nted", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_is_the_one_way_and_the_one_address()
    {
        var connection = FhirConnection.Parse("fhir://h.example.org/fhir?client_id=c&client_secret=pl4nted");
        var services = new ServiceCollection();
        services.AddFhirPlatform<ClinicPlatform>(static options => options.BaseUrl = new Uri("https://other.example.org/")).AddConnection(connection);
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("another address", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddFhirPlatform<ClinicPlatform>().AddToken("t").AddConnection(connection));
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public void A_certificate_that_is_not_verified_is_for_development(string environment, bool isTaken)
    {
        var services = new ServiceCollection();
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostEnvironment>(new Host { EnvironmentName = environment });
        services.AddFhirPlatform<ClinicPlatform>().AddConnection(FhirConnection.Parse("fhir://h.example.org/fhir?verify_ssl=false"));
        using var provider = services.BuildServiceProvider();
        var error = Record.Exception(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Equal(isTaken, error is null);
        Assert.Equal(isTaken ? null : typeof(OptionsValidationException), error?.GetType());
    }

    private sealed class Host : Microsoft.Extensions.Hosting.IHostEnvironment
    {
        public required string EnvironmentName { get; set; }

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;
    }
}
