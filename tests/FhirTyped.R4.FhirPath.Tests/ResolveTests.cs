using System.Text;

namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>References within Bundles, by https://hl7.org/fhir/R4/bundle.html#references.</summary>
public sealed class ResolveTests
{
    private static readonly Bundle Bundle = (Bundle)FhirJson.Read(Encoding.UTF8.GetBytes("""
        {"resourceType":"Bundle","type":"collection","entry":[
          {"fullUrl":"http://a.example/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","name":[{"family":"A1"}]}},
          {"fullUrl":"http://b.example/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","name":[{"family":"B1"}]}},
          {"fullUrl":"http://b.example/fhir/Patient/2","resource":{"resourceType":"Patient","id":"2","meta":{"versionId":"1","lastUpdated":"2020-01-01T00:00:00Z"},"name":[{"family":"B2v1"}]}},
          {"fullUrl":"http://b.example/fhir/Patient/2","resource":{"resourceType":"Patient","id":"2","meta":{"versionId":"2","lastUpdated":"2021-01-01T00:00:00Z"},"name":[{"family":"B2v2"}]}},
          {"fullUrl":"urn:uuid:0C3151BD-1CBF-4D64-B04D-CD9187A4C6E0","resource":{"resourceType":"Patient","id":"u","name":[{"family":"U"}]}},
          {"fullUrl":"http://ex/canonical/q","resource":{"resourceType":"Questionnaire","id":"q","url":"http://ex/q","version":"1","status":"active"}},
          {"fullUrl":"http://a.example/fhir/Observation/oa","resource":{"resourceType":"Observation","id":"oa","status":"final","code":{"text":"x"},
             "contained":[{"resourceType":"Practitioner","id":"p","name":[{"family":"ContainedA"}]},
                          {"resourceType":"Patient","id":"inner","generalPractitioner":[{"reference":"#p"},{"reference":"#"}]}],
             "subject":{"reference":"Patient/1"},"performer":[{"reference":"#p"}],"focus":[{"reference":"Patient/2"},{"reference":"http://b.example/fhir/Patient/1"}]}},
          {"fullUrl":"http://b.example/fhir/Observation/ob","resource":{"resourceType":"Observation","id":"ob","status":"final","code":{"text":"x"},
             "contained":[{"resourceType":"Practitioner","id":"p","name":[{"family":"ContainedB"}]}],
             "subject":{"reference":"Patient/1"},"performer":[{"reference":"#p"}],
             "focus":[{"reference":"Patient/2"},{"reference":"Patient/2/_history/1"},{"reference":"http://b.example/fhir/Patient/2/_history/2"},{"reference":"Patient/2/_history/3"},
                      {"reference":"http://c.example/fhir/Patient/1"},{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}]}},
          {"fullUrl":"urn:uuid:11111111-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Observation","id":"ou","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/1"}}},
          {"resource":{"resourceType":"Observation","id":"on","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/1"}}},
          {"fullUrl":"http://a.example/fhir/QuestionnaireResponse/r","resource":{"resourceType":"QuestionnaireResponse","id":"r","status":"completed","questionnaire":"http://ex/q|1"}},
          {"fullUrl":"http://a.example/fhir/QuestionnaireResponse/s","resource":{"resourceType":"QuestionnaireResponse","id":"s","status":"completed","questionnaire":"http://ex/q|2"}},
          {"fullUrl":"urn:uuid:22222222-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Bundle","id":"nested","type":"collection","entry":[
             {"fullUrl":"http://a.example/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1","name":[{"family":"NestedA1"}]}},
             {"fullUrl":"http://a.example/fhir/Patient/7","resource":{"resourceType":"Patient","id":"7","name":[{"family":"NestedA7"}]}},
             {"fullUrl":"http://a.example/fhir/Observation/n","resource":{"resourceType":"Observation","id":"n","status":"final","code":{"text":"x"},
               "subject":{"reference":"Patient/1"},"focus":[{"reference":"http://a.example/fhir/Patient/7"}]}}]}}
        ]}
        """));

    [Theory]
    [InlineData("oa", "subject", "A1")]
    [InlineData("ob", "subject", "B1")]
    [InlineData("oa", "focus[0]", "{}")]
    [InlineData("oa", "focus[1]", "B1")]
    [InlineData("ob", "focus[0]", "B2v2")]
    [InlineData("ob", "focus[1]", "B2v1")]
    [InlineData("ob", "focus[2]", "B2v2")]
    [InlineData("ob", "focus[3]", "{}")]
    [InlineData("ob", "focus[4]", "{}")]
    [InlineData("ob", "focus[5]", "U")]
    [InlineData("ou", "subject", "{}")]
    [InlineData("on", "subject", "{}")]
    [InlineData("oa", "performer", "ContainedA")]
    [InlineData("ob", "performer", "ContainedB")]
    [InlineData("oa", "contained.ofType(Patient).generalPractitioner[0]", "ContainedA")]
    public void Reference_IsResolvedByTheEntryThatHoldsIt(string id, string path, string family) =>
        Assert.Equal(family, Evaluated.Show($"entry.resource.where(id = '{id}').{path}.resolve().name.family", input: Bundle));

    [Theory]
    [InlineData("entry.resource.where(id = 'oa').contained.generalPractitioner[1].resolve().id", "oa")]
    [InlineData("entry.resource.where(id = 'r').questionnaire.resolve().id", "q")]
    [InlineData("entry.resource.where(id = 's').questionnaire.resolve().id", "{}")]
    [InlineData("'http://ex/q'.resolve().id", "q")]
    [InlineData("'http://a.example/fhir/Patient/1'.resolve().name.family", "A1")]
    [InlineData("'Patient/1'.resolve().id", "{}")]
    [InlineData("entry.resource.ofType(Bundle).entry.resource.subject.resolve().name.family", "NestedA1")]
    [InlineData("entry.resource.ofType(Bundle).entry.resource.focus.resolve().name.family", "NestedA7")]
    [InlineData("entry.resource.subject.resolve().name.family", "A1|B1")]
    public void Others_AreResolved(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression, input: Bundle));

    // The resource of the evaluation may be one of the entries: then that entry is the one that counts.
    [Theory]
    [InlineData(6, "subject.resolve().name.family", "A1")]
    [InlineData(7, "subject.resolve().name.family", "B1")]
    [InlineData(7, "'Patient/1'.resolve().name.family", "B1")]
    [InlineData(8, "'Patient/1'.resolve().name.family", "{}")]
    [InlineData(6, "'#p'.resolve().name.family", "ContainedA")]
    [InlineData(6, "performer.resolve().name.family", "ContainedA")]
    public void Resource_OfAnEntry_IsResolvedThere(int entry, string expression, string expected)
    {
        var resource = Bundle.Entry[entry].Resource!;
        Assert.Equal(expected, Evaluated.Show(expression, new FhirPathContext { Resource = resource, RootResource = Bundle }, resource));
    }

    [Fact]
    public void Resolver_IsAskedForWhatTheReferenceMeans()
    {
        var asked = new List<string>();
        var context = new FhirPathContext
        {
            Resolver = url =>
            {
                asked.Add(url);
                return null;
            },
        };

        Evaluated.Show("entry.resource.where(id = 'oa').focus[0].resolve()", context, Bundle);
        Evaluated.Show("entry.resource.where(id = 'ob').focus[3].resolve()", context, Bundle);
        Evaluated.Show("entry.resource.where(id = 'ob').focus[4].resolve()", context, Bundle);
        Evaluated.Show("entry.resource.where(id = 'on').subject.resolve()", context, Bundle);
        Evaluated.Show("entry.resource.where(id = 'oa').subject.resolve()", context, Bundle);
        Evaluated.Show("generalPractitioner[1].resolve()", context);

        Assert.Equal(
            [
                "http://a.example/fhir/Patient/2", "http://b.example/fhir/Patient/2/_history/3", "http://c.example/fhir/Patient/1", "Patient/1", "Organization/1",
            ],
            asked);
    }

    [Fact]
    public void Parameters_HoldResourcesWithTheirOwnContained()
    {
        var parameters = FhirJson.Read(Encoding.UTF8.GetBytes("""
            {"resourceType":"Parameters","parameter":[
              {"name":"a","resource":{"resourceType":"Patient","id":"1","contained":[{"resourceType":"Practitioner","id":"p","name":[{"family":"One"}]}],"generalPractitioner":[{"reference":"#p"}]}},
              {"name":"b","resource":{"resourceType":"Patient","id":"2","contained":[{"resourceType":"Practitioner","id":"p","name":[{"family":"Two"}]}],"generalPractitioner":[{"reference":"#p"}]}}]}
            """));

        Assert.Equal("One|Two", Evaluated.Show("parameter.resource.generalPractitioner.resolve().name.family", input: parameters));
    }

    // Where each reference stands is found out once.
    [Fact]
    public void Bundle_TwiceAsLong_CostsTwiceAsMuch()
    {
        var expression = FhirPathExpression.Parse("entry.resource.ofType(Observation).subject.resolve().count()");
        var steps = new[] { 200, 400 }.Select(items => Least(expression, Long(items), items)).ToArray();

        Assert.True(steps[1] <= steps[0] * 2.2, $"{steps[0]} steps became {steps[1]}");
    }

    private static int Least(FhirPathExpression expression, Bundle bundle, int found)
    {
        var (low, high) = (0, 1_000_000);
        while (low < high)
        {
            var middle = (low + high) / 2;
            try
            {
                Assert.Equal(found, expression.Select(bundle, new FhirPathContext { MaximumSteps = middle })[0].AsInteger());
                high = middle;
            }
            catch (FhirPathException)
            {
                low = middle + 1;
            }
        }

        return high;
    }

    private static Bundle Long(int items)
    {
        var bundle = new Bundle();
        for (var i = 0; i < items; i++)
        {
            bundle.Entry.Add(new BundleEntry { FullUrl = $"http://a.example/Patient/{i}", Resource = new Patient() });
            bundle.Entry.Add(new BundleEntry
            {
                FullUrl = $"http://a.example/Observation/{i}",
                Resource = new Observation { Subject = new ResourceReference { Reference = $"Patient/{i}" } },
            });
        }

        return bundle;
    }
}
