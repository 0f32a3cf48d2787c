using System.Net;

namespace FhirTyped.Auth.Tests;

public class AddressRangesTests
{
    [Theory]
    [InlineData("8.8.8.8", "Public")]
    [InlineData("172.15.0.1", "Public")]
    [InlineData("172.32.0.1", "Public")]
    [InlineData("2606:4700::1111", "Public")]
    [InlineData("64:ff9b::808:808", "Public")]
    [InlineData("10.1.2.3", "Private")]
    [InlineData("172.16.0.1", "Private")]
    [InlineData("172.31.255.255", "Private")]
    [InlineData("192.168.0.1", "Private")]
    [InlineData("100.64.0.1", "Private")]
    [InlineData("fd00::1", "Private")]
    [InlineData("fec0::1", "Private")]
    [InlineData("::ffff:10.0.0.1", "Private")]
    [InlineData("64:ff9b::a00:1", "Private")]
    [InlineData("2002:a00:1::", "Private")]
    [InlineData("127.0.0.1", "Loopback")]
    [InlineData("127.9.9.9", "Loopback")]
    [InlineData("::1", "Loopback")]
    [InlineData("::ffff:127.0.0.1", "Loopback")]
    [InlineData("::7f00:1", "Loopback")]
    [InlineData("169.254.169.254", "LinkLocal")]
    [InlineData("fe80::1", "LinkLocal")]
    [InlineData("64:ff9b::a9fe:a9fe", "LinkLocal")]
    [InlineData("0.0.0.0", "Unusable")]
    [InlineData("255.255.255.255", "Unusable")]
    [InlineData("239.1.1.1", "Unusable")]
    [InlineData("::", "Unusable")]
    [InlineData("ff02::1", "Unusable")]
    public void Where_an_address_leads(string address, string range) => Assert.Equal(range, AddressRanges.Of(IPAddress.Parse(address)).ToString());

    [Fact]
    public void What_is_named_may_lead_to_the_internet_or_to_where_the_server_is()
    {
        var allowed = from target in Enum.GetValues<AddressRange>() from server in Enum.GetValues<AddressRange>()
            where AddressRanges.IsAllowed(target, server) select $"{target} by {server}";
        Assert.Equal(
            ["Public by Public", "Public by Private", "Public by Loopback", "Public by LinkLocal", "Public by Unusable", "Private by Private", "Private by Loopback", "Loopback by Loopback", "LinkLocal by LinkLocal"],
            allowed);
    }

    [Theory]
    [InlineData("http://localhost:99/", "Loopback")]
    [InlineData("https://2130706433/", "Loopback")]
    [InlineData("https://0x7f.1/", "Loopback")]
    [InlineData("https://[::ffff:7f00:1]/", "Loopback")]
    public async Task Numbers_in_disguise_are_numbers(string address, string range) =>
        Assert.Equal(range, (await AddressRanges.FindAsync(new Uri(address), default)).ToString());

    [Fact]
    public async Task A_name_is_looked_at_when_the_connection_is_made()
    {
        // "localhost" by a name that the address does not show: what a server on the internet names must not lead here.
        var endpoint = new AuthorizationEndpoint(new Uri("https://" + Dns.GetHostName() + ":1/token"), AddressRange.Public);
        if ((await Dns.GetHostAddressesAsync(endpoint.Address.IdnHost)).All(static one => AddressRanges.Of(one) != AddressRange.Public))
        {
            var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
                AuthorizationHttp.For(new ClientCredentialsOptions()).ClientFor(endpoint).GetAsync(endpoint.Address));
            Assert.NotNull(ForbiddenAddressException.Find(error));
        }
    }
}
