use super::*;
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};
use serde_json::Value;

const PKCS8: &str = include_str!("../../../../../tests/fixtures/keys/client.pem");
const PKCS1: &str = include_str!("../../../../../tests/fixtures/keys/client-pkcs1.pem");

fn signer(algorithm: AssertionAlgorithm) -> Signer {
    Signer { key: RsaKey::from_pem(PKCS8).unwrap(), algorithm, key_id: None, thumbprint: None }
}

fn assertion(signer: &Signer, id: u8) -> String {
    let now = Moment::from_micros(1_780_000_000_900_000).unwrap();
    signer
        .assertion("dijkwacht", "https://inloggen.example/token", &[id; 32], now)
        .unwrap()
        .reveal()
        .clone()
}

fn part(token: &str, place: usize) -> Value {
    let bytes = URL_SAFE_NO_PAD.decode(token.split('.').nth(place).unwrap()).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn is_signed(token: &str, with: &'static dyn VerificationAlgorithm) -> bool {
    let (message, signature) = token.rsplit_once('.').unwrap();
    let key = RsaKey::from_pem(PKCS8).unwrap();
    let public = UnparsedPublicKey::new(with, key.pair().public().as_ref());
    public.verify(message.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).is_ok()
}

#[test]
fn it_says_who_to_whom_and_for_how_long() {
    let token = assertion(&signer(AssertionAlgorithm::Ps256), 7);
    assert_eq!(part(&token, 0), json!({ "alg": "PS256", "typ": "JWT" }));
    let claims = json!({
        "iss": "dijkwacht",
        "sub": "dijkwacht",
        "aud": "https://inloggen.example/token",
        "jti": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
        "iat": 1_780_000_000,
        "exp": 1_780_000_060,
    });
    assert_eq!(part(&token, 1), claims);
}

#[test]
fn each_algorithm_signs_in_its_own_way() {
    let pss = assertion(&signer(AssertionAlgorithm::Ps256), 1);
    let pkcs1 = assertion(&signer(AssertionAlgorithm::Rs256), 1);
    assert!(
        is_signed(&pss, &RSA_PSS_2048_8192_SHA256) && !is_signed(&pss, &RSA_PKCS1_2048_8192_SHA256)
    );
    assert!(is_signed(&pkcs1, &RSA_PKCS1_2048_8192_SHA256));
    assert_eq!(part(&pkcs1, 0)["alg"], "RS256");
}

#[test]
fn another_request_has_another_id() {
    let signer = signer(AssertionAlgorithm::Ps256);
    assert_ne!(part(&assertion(&signer, 1), 1)["jti"], part(&assertion(&signer, 2), 1)["jti"]);
}

#[test]
fn the_header_names_the_key_as_the_provider_knows_it() {
    let named = Signer {
        key_id: Some("2026".to_owned()),
        thumbprint: Some("abc".to_owned()),
        ..signer(AssertionAlgorithm::Ps256)
    };
    let header = part(&assertion(&named, 1), 0);
    assert_eq!((&header["kid"], &header["x5t#S256"]), (&json!("2026"), &json!("abc")));
}

#[test]
fn both_forms_of_a_key_are_read() {
    let one = RsaKey::from_pem(PKCS8).unwrap();
    let other = RsaKey::from_pem(PKCS1).unwrap();
    assert_eq!(one.pair().public().as_ref(), other.pair().public().as_ref());
}
