using System.Text;
using FhirTyped.R4;
using FhirTyped.R4.Tests;
using Sdk = Hl7.Fhir.Model;

namespace FhirTyped.Firely.Tests.Models;

/// <summary>What Firely's reader would leave out without a word is an error; what it keeps in another form passes.</summary>
public sealed class LossTests
{
    [Theory]
    [InlineData("""{"resourceType":"Patient","id":"p1","id":"p2"}""", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":"p1","\u0069d":"p2"}""", "Patient.id")]
    [InlineData("""{"resourceType":"Patient","contact":[{"gender":"male"},{"gender":"male","gender":"female"}]}""", "Patient.contact[1].gender")]
    [InlineData("""{"resourceType":"Patient","smith":{"a":1,"a":2}}""", "Patient.?.?")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":2,"multipleBirthBoolean":true}""", "Patient.multipleBirthBoolean")]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","valueString":"a","valueInteger":1}}]}""", "Bundle.entry[0].resource.valueInteger")]
    [InlineData("""{"resourceType":"Patient","name":[[{"family":"a"}]]}""", "Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","birthDate":{"smith":1}}""", "Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","_birthDate":"smith"}""", "Patient._birthDate")]
    [InlineData("""{"resourceType":"Patient","name":["smith"]}""", "Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","smith":[1,{"a":2}]}""", "Patient.?[1]")]
    [InlineData("""{"resourceType":"Patient","contained":[{"id":"smith"}]}""", "Patient.contained[0]")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":1E-245}}""", "Observation.valueQuantity.value")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":1E-999}}""", "Observation.valueQuantity.value")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":1e400}}""", "Observation.valueQuantity.value")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":1.234567E-25}}""", "Observation.valueQuantity.value")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":123456789012345678901234567890}}""", "Observation.valueQuantity.value")]
    [InlineData("""{"resourceType":"Bundle","entry":[{},{"resource":{"resourceType":"Observation","component":[{},{"valueQuantity":{"value":1E-245}}]}}]}""", "Bundle.entry[1].resource.component[1].valueQuantity.value")]
    [InlineData("""{"resourceType":"Patient","smith":[{"jones":1e400}]}""", "Patient.?[0].?")]
    public void WhatWouldBeLost_IsAnError_ThatSaysWhere(string json, string place)
    {
        var problem = Assert.Throws<FirelyConversionException>(() => FirelyJson.Read(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(place, problem.Location);
        Assert.EndsWith("(" + place + ").", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("smith", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":0.1000000000000000055511151231257827021181583404541015625}}""")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":1.10e3}}""")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":0E-400}}""")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":-0.0}}""")]
    [InlineData("""{"resourceType":"Binary","data":"QUJD RA=="}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1970-01-01","birthPlace":"x","name":[],"active":null}""")]
    [InlineData("""{"resourceType":"StructureDefinition","url":"http://a","urlX":1,"kind":"resource","kindX":"a"}""")]
    [InlineData("""{"resourceType":"Bundle","entry":[{},{"resource":{"resourceType":"Patient","id":"a"}},{},null]}""")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["a","b"],"_given":[null,{"id":"x"},null]}]}""")]
    public void WhatSaysTheSame_Passes(string json) => FirelyJson.Read(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("""{"resourceType":"Patient","gender":"alien","birthDate":"rubbish","active":"true","unknown":{"a":[1.50,"b"]}}""")]
    [InlineData("""{"resourceType":"Patient","name":{"family":"a"},"_birthDate":{"extension":[{"url":"u","valueString":"x"}]}}""")]
    [InlineData("""{"resourceType":"Observation","valueQuantity":{"value":1.500},"effectiveDateTime":"2020-01-01T10:00:00.123456789+14:00"}""")]
    [InlineData("""{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Widget","a":1}}]}""")]
    [InlineData("""{"resourceType":"Observation","valueInteger":99999999999,"note":[{"text":" a\r\n😀 "}]}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":["1970-01-01","1980-01-01"]}""")]
    public void WhatIsAgainstTheStandard_ComesBack(string json)
    {
        var firely = FirelyJson.Read(Encoding.UTF8.GetBytes(json));

        Assert.Null(JsonComparison.FirstDifference(Encoding.UTF8.GetBytes(json), FirelyJson.ToUtf8Bytes(firely)));
        Assert.Null(JsonComparison.FirstDifference(Encoding.UTF8.GetBytes(json), FhirJson.ToUtf8Bytes(firely.ToFhirTyped())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"resourceType":"Patient"} x""")]
    [InlineData("""{"resourceType":"Patient"}{"resourceType":"Patient"}""")]
    [InlineData("""{"resourceType":"Patient","id":"secret""")]
    [InlineData("""{"resourceType":"Patient","id":"secret\uD83D"}""")]
    [InlineData("""{"resourceType":5}""")]
    public void WhatIsNoResource_IsAnError_ThatHoldsNoData(string json)
    {
        var problem = Assert.ThrowsAny<FhirException>(() => FirelyJson.Read(Encoding.UTF8.GetBytes(json)));

        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BytesThatAreNoText_AreAnError() =>
        Assert.ThrowsAny<FhirException>(() => FirelyJson.Read([.. "{\"resourceType\":\"Patient\",\"id\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

    [Fact]
    public void ByteOrderMark_IsSkipped() => Assert.IsType<Sdk.Patient>(FirelyJson.Read([0xEF, 0xBB, 0xBF, .. "{\"resourceType\":\"Patient\"}"u8]));

    [Fact]
    public void DeepNesting_ComesThrough_AndTooDeepIsAnError()
    {
        Assert.Equal(60, Depth(Nested(60).ToFirely().ToFhirTyped()));
        Assert.ThrowsAny<FhirException>(() => Nested(300).ToFirely());

        static QuestionnaireResponse Nested(int depth)
        {
            var root = new QuestionnaireResponse();
            var items = root.Item;
            for (var i = 0; i < depth; i++)
            {
                items.Add(new QuestionnaireResponseItem { LinkId = "1" });
                items = items[0].Item;
            }

            return root;
        }

        static int Depth(QuestionnaireResponse response)
        {
            var depth = 0;
            for (var items = response.Item; items.Count > 0; items = items[0].Item)
            {
                depth++;
            }

            return depth;
        }
    }

    [Fact]
    public void TextThatIsNone_IsAnError_AndTheSignForItIsText()
    {
        var problem = Assert.Throws<FirelyConversionException>(() => new Sdk.Patient { Name = [new(), new() { Family = "secret\uD83D" }] }.ToFhirTyped());
        Assert.Equal("name[1].family", problem.Location);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);

        Assert.Equal("a\uFFFD😀", new Sdk.Patient { Name = [new() { Family = "a\uFFFD😀" }] }.ToFhirTyped().Name[0].Family);
    }
}
