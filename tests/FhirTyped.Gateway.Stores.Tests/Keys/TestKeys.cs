using System.Security.Cryptography;

namespace FhirTyped.Gateway.Stores.Tests;

internal static class TestKeys
{
    public static GatewayMasterKey New(string id, bool isPrimary = true) => new(id, RandomNumberGenerator.GetBytes(GatewayMasterKey.KeyLength), isPrimary);

    public static GatewayMasterKey As(this GatewayMasterKey key, bool isPrimary) => new(key.Id, key.Key, isPrimary);

    public static string Text(int length = GatewayMasterKey.KeyLength) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(length));
}
