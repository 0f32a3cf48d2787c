using System.Text.Json;

namespace FhirTyped.Auth.Tests;

/// <summary>What is secret comes out of nothing that is printed.</summary>
public class SecretsTests
{
    private const string Planted = "pl4nted";

    [Fact]
    public async Task Nothing_that_is_printed_or_serialized_holds_a_secret()
    {
        await using var server = new TokenServer(static _ => TestKit.RawAnswer.Of(
            "200 OK", """{ "access_token": "pl4nted", "token_type": "bearer", "refresh_token": "pl4nted", "id_token": "pl4nted" }""", TokenServer.Json));
        var options = new ClientCredentialsOptions { ClientId = "client", ClientSecret = Planted, TokenEndpoint = server.TokenEndpoint };
        var credential = ClientCredentialsCredential.Create(options, Platforms.Unknown);
        var authorization = await credential.GetAsync(server.BaseUrl);
        var backend = new BackendServicesOptions { ClientId = "client", SigningKey = TestKeys.RsaKey };
        var number = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(TestKeys.Rsa.ExportParameters(true).D!);
        foreach (var printed in (object[])[options, credential, authorization!, backend, TestKeys.RsaKey])
        {
            foreach (var text in (string[])[printed.ToString()!, $"{printed}", JsonSerializer.Serialize(printed, printed.GetType())])
            {
                Assert.DoesNotContain(Planted, text, StringComparison.Ordinal);
                Assert.DoesNotContain(number, text, StringComparison.Ordinal);
            }
        }

        var answer = TokenAnswer.Read(JsonDocument.Parse("""{ "access_token": "pl4nted", "token_type": "bearer", "refresh_token": "pl4nted" }""").RootElement, "host");
        Assert.DoesNotContain(Planted, answer.ToString(), StringComparison.Ordinal);
    }
}
